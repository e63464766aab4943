// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.Map;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;

/** A builtin as a value of a script. */
public final class BuiltinFunction implements Callable {
  private final Builtin builtin;
  private final Signature signature;
  private final Session session;

  public BuiltinFunction(Builtin builtin, Session session) {
    this.builtin = builtin;
    this.signature = Signature.of(builtin.signature());
    this.session = session;
  }

  @Override
  public String name() {
    return signature.name();
  }

  @Override
  public Signature signature() {
    return signature;
  }

  /** What it calls. */
  public Builtin builtin() {
    return builtin;
  }

  /** What help says. */
  public String doc() {
    return builtin.doc();
  }

  @Override
  public boolean changesArguments() {
    return builtin.changesArguments();
  }

  @Override
  public boolean tellsReads() {
    return builtin instanceof Pure;
  }

  @Override
  public boolean takesUnknown() {
    return true;
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    Arguments arguments = signature.bind(positional, named);
    return session.foresees()
        ? builtin.foresee(arguments, session)
        : builtin.call(arguments, session);
  }
}
