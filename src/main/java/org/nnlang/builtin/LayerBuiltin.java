// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.nnlang.layer.Layer;
import org.nnlang.layer.LayerKind;
import org.nnlang.value.Arguments;

/** The function that makes layers of a kind. */
public final class LayerBuiltin implements Builtin {
  private final LayerKind kind;

  public LayerBuiltin(LayerKind kind) {
    this.kind = kind;
  }

  @Override
  public String signature() {
    return kind.signature();
  }

  @Override
  public String doc() {
    return kind.doc();
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Layer layer = Layer.make(session.engine(), kind, arguments);
    layer.madeAt(session.place());
    return layer;
  }
}
