// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.Map;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
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
  void aBindingThatIsRemovedIsGone() throws ScriptException {
    engine.put("x", 1);
    assertEquals(2L, engine.eval("y = x + 1\ny"));
    engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("x");
    ScriptException e = assertThrows(ScriptException.class, () -> engine.eval("x"));
    assertTrue(e.getMessage().contains("x"), e.getMessage());
    // what a script has bound stays, as do names that come again
    assertEquals(2L, engine.eval("y"));
    assertEquals(5L, engine.eval("x", new SimpleBindings(Map.of("x", 5))));
    assertThrows(ScriptException.class, () -> engine.eval("x"));
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
