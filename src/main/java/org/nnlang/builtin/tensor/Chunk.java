// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Type;
import org.nnlang.op.Repeats;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code chunk}. */
@AutoService(Builtin.class)
public final class Chunk implements Pure {
  @Override
  public String signature() {
    return "chunk(x: tensor|list, parts: integer, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    So many parts of a tensor along an axis, all of one size but the last, which is what is left.
    Example: chunk(arange(7), 3)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    TensorLike x = Tensors.of(session, a.get("x"));
    int axis = a.integer("axis");
    Type type = Type.of(x);
    int parts = a.integer("parts");
    boolean right = axis >= -type.rank() && axis < type.rank() && parts > 0;
    if (right && !type.dim(Math.floorMod(axis, type.rank())).isKnown()) {
      // how large the parts are decides how many there are
      throw new Undecided();
    }
    return new ArrayList<Object>(
        session.engine().applyAll(List.of(x), n -> Repeats.chunk(n.get(0), axis, parts)));
  }
}
