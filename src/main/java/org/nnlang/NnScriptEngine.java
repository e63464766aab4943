// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.graalvm.polyglot.Value;

/**
 * nn by JSR 223: {@code new ScriptEngineManager().getEngineByName("nn")}. Grants scripts nothing.
 * Bindings come in as {@link Nn#put} takes them; numbers, strings and booleans come out as they
 * are, {@code none} as null, all else as {@link NnValue}. Names stay from one script to the next.
 */
final class NnScriptEngine extends AbstractScriptEngine implements AutoCloseable {
  private final ScriptEngineFactory factory;
  private final Nn nn = Nn.builder().out(new Output()).err(new Output()).build();
  private final Set<String> given = new HashSet<>();
  private Writer target = new StringWriter();

  NnScriptEngine(ScriptEngineFactory factory) {
    this.factory = factory;
  }

  /** What scripts print, handed to the writer of the script context. */
  private final class Output extends java.io.ByteArrayOutputStream {
    @Override
    public void flush() {
      try {
        target.write(toString(StandardCharsets.UTF_8));
        target.flush();
        reset();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized Object eval(String script, ScriptContext context) throws ScriptException {
    target = context.getWriter();
    Set<String> now = new HashSet<>();
    for (int scope : new int[] {ScriptContext.GLOBAL_SCOPE, ScriptContext.ENGINE_SCOPE}) {
      Bindings names = context.getBindings(scope);
      if (names != null) {
        names.forEach(nn::put);
        now.addAll(names.keySet());
      }
    }
    given.removeAll(now);
    given.forEach(nn::remove);
    given.clear();
    given.addAll(now);
    Object file = context.getAttribute(FILENAME);
    try {
      return result(nn.run(script, file == null ? "<eval>" : file.toString()));
    } catch (NnException e) {
      var thrown = new ScriptException(e.getMessage(), e.file(), e.line(), e.column());
      thrown.initCause(e);
      throw thrown;
    }
  }

  private static Object result(NnValue value) {
    Value v = value.polyglot();
    boolean plain = v.isNull() || v.isString() || v.isBoolean() || v.isNumber();
    return plain ? v.as(Object.class) : value;
  }

  @Override
  public Object eval(Reader reader, ScriptContext context) throws ScriptException {
    var text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new ScriptException(e);
    }
    return eval(text.toString(), context);
  }

  @Override
  public Bindings createBindings() {
    return new SimpleBindings();
  }

  @Override
  public ScriptEngineFactory getFactory() {
    return factory;
  }

  @Override
  public void close() {
    nn.close();
  }
}
