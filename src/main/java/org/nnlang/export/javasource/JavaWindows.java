// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;
import org.nnlang.op.Convolve;
import org.nnlang.op.Pool;

/** Convolution, pooling and attention. */
final class JavaWindows {
  private final JavaWriter writer;
  private final JavaText text;
  private final Node n;

  JavaWindows(JavaWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    text = writer.text;
  }

  private String let(String helper, Object... arguments) {
    return writer.let(n, writer.call(helper, n.dtype(), arguments));
  }

  private String in(int i) {
    return writer.of(n.input(i));
  }

  /** Two numbers an axis: of one axis the first is {@code missing}. */
  private static String two(List<Integer> values, int missing) {
    int first = values.size() > 1 ? values.get(0) : missing;
    return "new int[] {" + first + ", " + values.getLast() + "}";
  }

  private static List<Dim> planes(Type t) {
    List<Dim> dims = new ArrayList<>(t.dims());
    if (dims.size() == 3) {
      dims.add(2, Dim.of(1));
    }
    return dims;
  }

  String convolved(Convolve o) {
    if (o.windows().axes() > 2 || o.kind() == Convolve.Kind.WEIGHTS) {
      throw writer.refused(n, "this " + n.op().name());
    }
    List<Dim> out = planes(n.type());
    String value =
        let(
            o.kind() == Convolve.Kind.FORWARD ? "convolve" : "spread",
            in(0),
            text.array(planes(n.input(0).type())),
            in(1),
            text.array(planes(n.input(1).type())),
            two(o.windows().stride(), 1),
            two(o.windows().dilation(), 1),
            two(o.windows().before(), 0),
            o.groups(),
            text.of(out.get(2)),
            text.of(out.get(3)));
    if (n.inputs().size() > 2) {
      String inner = text.product(n.type().dims().subList(2, n.rank()));
      writer.line(writer.call("plus", n.dtype(), value, in(2), text.of(out.get(1)), inner));
    }
    return value;
  }

  String pooled(Pool o) {
    boolean largest = o.kind() == Pool.Kind.MAX;
    if (!largest && o.kind() != Pool.Kind.MEAN) {
      throw writer.refused(n, "the gradient of a pooling");
    }
    List<Dim> in = planes(n.input(0).type());
    List<Dim> out = planes(n.type());
    return let(
        "pool",
        in(0),
        text.product(in.subList(0, 2)),
        text.array(in.subList(2, 4)),
        two(o.windows().kernel(), 1),
        two(o.windows().slide().stride(), 1),
        two(o.windows().slide().before(), 0),
        largest,
        text.of(out.get(2)),
        text.of(out.get(3)));
  }

  String attended(Attend o) {
    if (o.dropout() > 0) {
      throw writer.refused(n, "dropout within attention");
    }
    Type q = n.input(0).type();
    Type k = n.input(1).type();
    int rank = q.rank();
    String mask = "null";
    if (n.inputs().size() > 3) {
      List<Dim> scores = new ArrayList<>(q.dims());
      scores.set(rank - 1, k.dim(rank - 2));
      mask = new JavaPlaces(writer, n).expanded(n.input(3), scores);
    }
    Dim shared = rank < 3 ? Dim.of(1) : q.dim(rank - 3).floorDiv(k.dim(rank - 3));
    return let(
        "attention",
        in(0),
        in(1),
        in(2),
        mask,
        text.product(q.dims().subList(0, rank - 2)),
        text.of(shared),
        text.of(q.dim(rank - 2)),
        text.of(k.dim(rank - 2)),
        text.of(q.last()),
        text.of(n.type().last()),
        o.causal(),
        o.window(),
        JavaText.literal(n.dtype(), o.scale()));
  }
}
