// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Detach;
import org.nnlang.op.Div;
import org.nnlang.op.Exp;
import org.nnlang.op.MatMul;
import org.nnlang.op.Max;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.Slice;
import org.nnlang.op.Sub;
import org.nnlang.op.Sum;
import org.nnlang.op.Unpack;

/** Nodes that are one operator of ONNX together. */
final class Patterns {
  private Patterns() {}

  /**
   * How a node is written.
   *
   * @param reads the nodes of which it needs the values
   */
  record Match(Node of, List<Node> reads, Supplier<String> write) {}

  static Match of(Node n, OnnxWriter writer) {
    Match match =
        switch (n.op()) {
          case Reshape r -> product(n, writer);
          case Div d -> softmax(n, writer);
          case ScanOutput o -> result(n, o, writer);
          case Slice s -> afterEach(n, s, writer);
          case Unpack u -> new Match(n, List.of(), () -> writer.unpacked(n));
          default -> null;
        };
    return match != null ? match : new Match(n, n.inputs(), () -> writer.primitive(n));
  }

  /** Rows of all leading axes times a matrix, which ONNX does without laying them out flat. */
  private static @Nullable Match product(Node n, OnnxWriter writer) {
    Node product = n.input(0);
    boolean flat =
        product.op() instanceof MatMul m
            && !m.transposeA()
            && product.rank() == 2
            && product.inputs().size() == 2
            && product.input(0).op() instanceof Reshape;
    if (!flat) {
      return null;
    }
    Node rows = product.input(0).input(0);
    Node matrix = product.input(1);
    List<Dim> from = rows.type().dims();
    List<Dim> to = n.type().dims();
    int last = to.size() - 1;
    boolean same =
        from.size() == to.size()
            && last > 1
            && from.subList(0, last).equals(to.subList(0, last))
            && from.get(last).equals(product.input(0).type().last())
            && to.get(last).equals(product.type().last());
    if (!same) {
      return null;
    }
    boolean turned = ((MatMul) product.op()).transposeB();
    return new Match(
        n,
        List.of(rows, matrix),
        () -> {
          String right = turned ? OnnxOps.turned(writer, matrix) : writer.of(matrix);
          return writer.graph().node("MatMul", List.of(writer.of(rows), right));
        });
  }

  /** {@code exp(x - max(x)) / sum(exp(x - max(x)))} along one axis. */
  private static @Nullable Match softmax(Node n, OnnxWriter writer) {
    Node e = n.input(0);
    boolean quotient =
        e.op() instanceof Exp
            && e.input(0).op() instanceof Sub
            && n.input(1).op() instanceof Sum s
            && s.keep()
            && s.to() == s.from() + 1
            && n.input(1).input(0) == e;
    if (!quotient) {
      return null;
    }
    int axis = ((Sum) n.input(1).op()).from();
    Node x = e.input(0).input(0);
    Node shift = e.input(0).input(1);
    Node most = shift.op() instanceof Detach ? shift.input(0) : shift;
    boolean largest =
        most.op() instanceof Max m
            && m.keep()
            && m.from() == axis
            && m.to() == axis + 1
            && most.input(0) == x;
    return largest
        ? new Match(
            n,
            List.of(x),
            () -> writer.graph().node("Softmax", List.of(writer.of(x)), Attribute.of("axis", axis)))
        : null;
  }

  /** One result of a loop. */
  private static @Nullable Match result(Node n, ScanOutput o, OnnxWriter writer) {
    Node scan = n.input(0);
    if (!(scan.op() instanceof Scan s)) {
      return null;
    }
    OnnxCell cell = OnnxCell.of(scan, writer);
    return cell != null
        ? new Match(n, cell.reads(), () -> cell.result(o.index()))
        : new Match(
            n,
            scan.inputs(),
            () -> new OnnxLoop(writer, scan, s.recurrence()).results().get(o.index()));
  }

  /** What a recurrent layer gives after each step, out of all that is kept of it. */
  private static @Nullable Match afterEach(Node n, Slice s, OnnxWriter writer) {
    Node kept = n.input(0);
    boolean result =
        kept.op() instanceof ScanOutput o && o.index() == 0 && kept.input(0).op() instanceof Scan;
    OnnxCell cell = result ? OnnxCell.of(kept.input(0), writer) : null;
    if (cell == null) {
      return null;
    }
    List<Dim> starts = new ArrayList<>(s.starts());
    List<Dim> dims = new ArrayList<>(kept.type().dims());
    boolean after =
        starts.removeFirst().is(cell.reversed() ? 0 : 1)
            && starts.stream().allMatch(d -> d.is(0))
            && s.steps().stream().allMatch(i -> i == 1);
    dims.set(0, dims.get(0).plus(-1));
    return after && s.dims().equals(dims) ? new Match(n, cell.reads(), cell::afterEach) : null;
  }
}
