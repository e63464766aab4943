// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.value.Callable;
import org.nnlang.value.HasItems;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/**
 * {@code a >> b >> c}: one after the other. Its parts are named 0, 1, 2; functions have a number
 * too, and no weights. Indexed and counted like a list.
 */
public final class Chain extends Module implements HasItems {
  private Chain(Engine engine) {
    super(engine);
  }

  /** {@code first >> second}, where chains on either side are one with it. */
  public static Chain of(Engine engine, Callable first, Callable second) {
    Chain chain = new Chain(engine);
    chain.append(first);
    chain.append(second);
    return chain;
  }

  private void append(Callable next) {
    if (next instanceof Chain c && names().isEmpty()) {
      // its parts have their names already: a loop that makes a chain longer and longer is quick
      putAll(c);
    } else if (next instanceof Chain c) {
      c.items().forEach(part -> append((Callable) part));
    } else {
      put(Integer.toString(names().size()), next);
    }
  }

  @Override
  public List<Object> items() {
    List<Object> out = new ArrayList<>();
    names().forEach(name -> out.add(raw(name)));
    return out;
  }

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public String describe() {
    return items().stream()
        .map(part -> part instanceof Module m ? m.describe() : ((Callable) part).name())
        .collect(Collectors.joining(" >> "));
  }

  private boolean isNet() {
    return items().stream().anyMatch(Module.class::isInstance);
  }

  @Override
  public String type() {
    return isNet() ? super.type() : "function";
  }

  /** Functions alone are no net: they are called as they are, on any values. */
  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return isNet() ? super.call(positional, named) : through(positional, named);
  }

  @Override
  protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
    return through(positional, named);
  }

  private Object through(Object[] positional, Map<String, Object> named) {
    Trace trace = engine().traceIfAny();
    Object value = None.NONE;
    int i = 0;
    for (Object part : items()) {
      Callable next = (Callable) part;
      value = i == 0 ? next.call(positional, named) : next.call(value);
      if (trace != null && !(part instanceof Module)) {
        trace.gave(this, Integer.toString(i), value);
      }
      i++;
    }
    return value;
  }

  @Override
  protected Module blank() {
    return new Chain(engine());
  }
}
