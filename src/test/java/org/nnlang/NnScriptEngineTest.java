// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

class NnScriptEngineTest {
  private final ScriptEngine engine = new ScriptEngineManager().getEngineByName("nn");

  @Test
  void evaluatesWithBindingsAndKeepsNames() throws ScriptException {
    engine.put("x", new float[][] {{1, 2}});
    assertEquals(3.0, engine.eval("total = sum(x).item()\ntotal"));
    assertEquals(4L, engine.eval("int(total) + 1"));
    assertNull(engine.eval("none"));
    NnValue rows = (NnValue) engine.eval("x * 2");
    assertArrayEquals(new float[][] {{2, 4}}, rows.as(float[][].class));
  }

  @Test
  void printsToTheWriterOfTheContext() throws ScriptException {
    var out = new StringWriter();
    engine.getContext().setWriter(out);
    engine.eval(engine.getFactory().getOutputStatement("a \"b\" {c}"));
    assertEquals("a \"b\" {c}\n", out.toString());
  }

  @Test
  void errorsHaveTheirPlace() {
    ScriptException e = assertThrows(ScriptException.class, () -> engine.eval("a = 1\nb = a + c"));
    assertEquals(2, e.getLineNumber());
    assertEquals(9, e.getColumnNumber());
    assertTrue(e.getMessage().contains("c"), e.getMessage());
  }
}
