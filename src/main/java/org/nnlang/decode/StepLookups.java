// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.FewRowsProduct;
import org.nnlang.lower.SeenProduct;
import org.nnlang.op.Ids;
import org.nnlang.op.MatMul;
import org.nnlang.op.Numeric;
import org.nnlang.op.Permute;
import org.nnlang.op.Reducing;
import org.nnlang.tensor.Tensor;

/** What reads along an axis in a step: reductions, products, and rows of tables. */
final class StepLookups {
  private final StepBuilder step;

  StepLookups(StepBuilder step) {
    this.step = step;
  }

  /**
   * Numbers of places may be too large where a step is filled up: what comes of these is unseen.
   */
  Node ids(Node x, Ids op, List<@Nullable Role> roles) {
    Node in = step.at(x.input(0), roles);
    return step.size().grows()
            || step.layouts().of(x).tokens()
            || step.layouts().of(x).times().isEmpty()
        ? in.apply(op)
        : Numeric.maximum(Numeric.minimum(in, op.count().value() - 1), 0L);
  }

  Node reduced(Node x, Reducing op, List<@Nullable Role> roles) {
    Layout in = step.layouts().of(x.input(0));
    List<@Nullable Role> before = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      if (i >= op.from() && i < op.to()) {
        before.add(in.time(i) == null ? null : Role.HISTORY);
      } else {
        int gone = i < op.from() || op.keep() ? 0 : op.to() - op.from();
        before.add(roles.get(i - gone));
      }
    }
    return step.at(x.input(0), before).apply(x.op());
  }

  Node product(Node x, MatMul op, List<@Nullable Role> roles) {
    int rank = x.rank();
    List<Node> in = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      Layout layout = step.layouts().of(x.input(side));
      boolean turned = side == 0 ? op.transposeA() : op.transposeB();
      int inner = (side == 0) == turned ? rank - 2 : rank - 1;
      int outer = inner == rank - 1 ? rank - 2 : rank - 1;
      @Nullable Role[] each = new Role[rank];
      for (int i = 0; i < rank - 2; i++) {
        each[i] = layout.time(i) == null ? null : roles.get(i);
      }
      each[inner] = layout.time(inner) == null ? null : Role.HISTORY;
      each[outer] = roles.get(side == 0 ? rank - 2 : rank - 1);
      in.add(step.at(x.input(side), StepBuilder.roles(each)));
    }
    if (x.inputs().size() > 2) {
      in.add(step.at(x.input(2), step.broadcast(x, 2, roles)));
    }
    // where the step has a transpose of its own, as of a recurrence's weights, it becomes a flag
    boolean turnedA = isTranspose(in.get(0));
    boolean turnedB = isTranspose(in.get(1));
    in.set(0, turnedA ? in.get(0).input(0) : in.get(0));
    in.set(1, turnedB ? in.get(1).input(0) : in.get(1));
    MatMul now = new MatMul(op.transposeA() ^ turnedA, op.transposeB() ^ turnedB);
    Layout places = step.layouts().of(x.input(1));
    int inner = op.transposeB() ? rank - 1 : rank - 2;
    int outer = op.transposeB() ? rank - 2 : rank - 1;
    boolean sums = places.time(inner) != null;
    boolean all = roles.get(rank - 1) != null && roles.get(rank - 1).history();
    int along = sums ? inner : outer;
    if (!step.size().grows()
        && (sums || all)
        && rank > 2
        && places.isPureTime(along)
        && SeenProduct.fits(in)) {
      long more = step.size().tokens().value() + Objects.requireNonNull(places.time(along)).rest();
      List<Type> types = in.stream().map(Node::type).toList();
      in.add(step.position());
      return step.graph().add(new SeenProduct(now, types, sums, more), in);
    }
    Node packed = in.size() == 2 ? packed(x.input(1), turnedB, now, in) : null;
    return packed != null ? packed : step.graph().add(now, in);
  }

  /** The product by a packed weight, where that is faster; else null. */
  private @Nullable Node packed(Node weight, boolean turned, MatMul now, List<Node> in) {
    if (step.size().grows() || turned && !isTranspose(weight)) {
      return null;
    }
    FewRowsProduct product = FewRowsProduct.of(now, in.get(0).type(), in.get(1));
    if (product == null) {
      return null;
    }
    Node plain = turned ? weight.input(0) : weight;
    Tensor packed = step.ofWeights(plain, product.packs());
    return packed == null
        ? null
        : step.graph().add(product, List.of(in.get(0), step.graph().input(packed)));
  }

  private static boolean isTranspose(Node x) {
    if (!(x.op() instanceof Permute p)) {
      return false;
    }
    List<Integer> turned = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    Collections.swap(turned, x.rank() - 2, x.rank() - 1);
    return p.axes().equals(turned);
  }

  Node gathered(Node x, List<@Nullable Role> roles) {
    Layout table = step.layouts().of(x.input(0));
    Layout index = step.layouts().of(x.input(1));
    int n = index.rank();
    List<@Nullable Role> rows = new ArrayList<>();
    for (int i = 0; i < table.rank(); i++) {
      rows.add(i == 0 ? (table.time(0) == null ? null : Role.HISTORY) : roles.get(n + i - 1));
    }
    Node from = step.at(x.input(0), rows);
    Node which = step.at(x.input(1), new ArrayList<>(roles.subList(0, n)));
    if (!step.size().grows() && !index.tokens() && !index.times().isEmpty()) {
      long last = from.type().dim(0).value();
      which = Numeric.maximum(Numeric.minimum(which, last - 1), -last);
    }
    return from.apply(x.op(), which);
  }
}
