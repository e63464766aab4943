// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * {@code softmax(q @ kᵀ * scale) @ v} by a kernel that never has all scores at once. Inputs q, k
 * and v of equal leading axes, but for the last of them, the heads, of which k and v may have
 * fewer: each is shared by as many heads of q. Where there is a fourth, bools: where a query sees a
 * key.
 *
 * @param causal each query sees keys up to its own place; the last query is at the last key
 * @param window of these the last so many; 0 for all
 */
public record Attend(boolean causal, int window, double scale, double dropout, int stream)
    implements Primitive {
  @Override
  public String name() {
    return "attention";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type q = inputs.get(0);
    Type k = inputs.get(1);
    Type v = inputs.get(2);
    Attention.check(q, k, v);
    if (q.dtype() != k.dtype() || q.dtype() != v.dtype()) {
      throw Messages.differentTypes(name(), q, q.dtype() == k.dtype() ? v : k);
    }
    if (!q.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats", q);
    }
    int n = q.rank();
    if (inputs.size() > 3) {
      Type mask = inputs.get(3);
      if (mask.dtype() != DType.BOOL) {
        throw Messages.dtype(name(), "a mask of bools", mask);
      }
      Attention.checkMask(mask, Attention.scores(q, k));
    }
    return q.with(Shapes.replaced(q.dims(), n - 1, v.last()));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    List<Node> inputs = new ArrayList<>(self.inputs());
    inputs.add(upstream);
    Node all = self.graph().add(new AttendGradient(this), inputs);
    List<Node> out = new ArrayList<>();
    if (AttendGradient.oneShape(self.input(0).type(), self.input(1).type(), self.input(2).type())) {
      out.addAll(List.of(Ops.index(all, 0, 0), Ops.index(all, 0, 1), Ops.index(all, 0, 2)));
    } else {
      List<Dim> sizes = new ArrayList<>();
      self.inputs().subList(0, 3).forEach(x -> sizes.add(x.type().count()));
      List<Node> flat = Ops.split(all, 0, sizes);
      for (int i = 0; i < 3; i++) {
        out.add(Ops.reshape(flat.get(i), self.input(i).type().dims()));
      }
    }
    if (self.inputs().size() > 3) {
      out.add(null);
    }
    return out;
  }

  @Override
  public boolean isPure() {
    return dropout == 0;
  }

  /** What each query gives of its attention to each key, without dropout: {@code [..., q, k]}. */
  public Node weights(List<Node> inputs) {
    Node mask = inputs.size() > 3 ? inputs.get(3) : null;
    return Attention.weights(
        inputs.get(0),
        inputs.get(1),
        new Attention.Options(causal, window, mask, 0, stream, scale));
  }

  /** The type of the weights, of which dropout takes some. */
  public static Type weightType(Type q, Type k) {
    return Attention.scores(q, k);
  }

  /** The same from other primitives: for a gradient of the gradient, and targets without it. */
  public Node composed(List<Node> inputs) {
    Node mask = inputs.size() > 3 ? inputs.get(3) : null;
    return Attention.composed(
        inputs.get(0),
        inputs.get(1),
        inputs.get(2),
        new Attention.Options(causal, window, mask, dropout, stream, scale));
  }

  /** Nulls, as many as there are inputs. */
  static List<Node> none(int count) {
    return new ArrayList<>(Arrays.asList(new Node[count]));
  }
}
