// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.*;
import org.nnlang.tensor.DType;

/** What a node becomes: the call of a helper, as a rule. */
final class JavaOps {
  private final JavaWriter writer;
  private final JavaText text;
  private final Node n;

  JavaOps(JavaWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    text = writer.text;
  }

  /** Writes it; the variable that it is. */
  String of(Primitive op) {
    return switch (op) {
      case Reshape o -> in(0);
      case Identity o -> in(0);
      case Detach o -> in(0);
      case Ids o -> in(0);
      case Unpack o -> writer.parts.unpacked(n);
      case MatMul o -> product(o);
      case Sum o -> reduced("sum", o);
      case Prod o -> reduced("prod", o);
      case Max o -> reduced("max", o);
      case Min o -> reduced("min", o);
      case ArgMax o -> along("argMax", o.axis());
      case ArgSort o -> along("argSort", o.axis(), o.descending());
      case Cumsum o -> along("cumsum", o.axis());
      case Fill o ->
          let("full", n.dtype(), count(n.type()), JavaText.literal(n.dtype(), o.value()));
      case Random o -> let("random", n.dtype(), count(n.type()));
      case Iota o -> iota(o);
      case Permute o -> new JavaPlaces(writer, n).permuted(o);
      case Expand o -> new JavaPlaces(writer, n).expanded(n.input(0), n.type().dims());
      case Slice o -> new JavaPlaces(writer, n).sliced(o);
      case Assemble o -> new JavaPlaces(writer, n).assembled(o);
      case Gather o -> let("rows", n.dtype(), in(0), in(1), text.of(n.input(0).type().dim(0)));
      case ScatterAdd o -> scattered(o);
      case TakeAlong o ->
          let(
              "takeAlong",
              n.dtype(),
              in(0),
              in(1),
              size(0, o.axis()),
              own(o.axis()),
              inner(o.axis()));
      case AddAlong o ->
          let(
              "addAlong",
              n.dtype(),
              in(0),
              in(1),
              own(o.axis()),
              size(0, o.axis()),
              outer(o.axis()),
              inner(o.axis()));
      case PutAlong o ->
          let(
              "putAlong",
              n.dtype(),
              in(0),
              in(1),
              in(2),
              own(o.axis()),
              size(1, o.axis()),
              inner(o.axis()));
      case Convolve o -> new JavaWindows(writer, n).convolved(o);
      case Pool o -> new JavaWindows(writer, n).pooled(o);
      case Attend o -> new JavaWindows(writer, n).attended(o);
      case ScanOutput o when n.input(0).op() instanceof Scan s ->
          writer.results(n.input(0), s.recurrence()).get(o.index());
      default -> throw writer.refused(n, "the operation " + n.op().name());
    };
  }

  private String in(int i) {
    return writer.of(n.input(i));
  }

  private String let(String helper, DType dtype, Object... arguments) {
    return writer.let(n, writer.call(helper, dtype, arguments));
  }

  // ---- sizes

  private String count(Type t) {
    return text.product(t.dims());
  }

  /** The size of an axis of an input. */
  private String size(int input, int axis) {
    return text.of(n.input(input).type().dim(axis));
  }

  private String own(int axis) {
    return text.of(n.type().dim(axis));
  }

  /** How many numbers there are before an axis. */
  private String outer(int axis) {
    return text.product(n.type().dims().subList(0, axis));
  }

  /** How many numbers there are behind an axis, next to each other. */
  private String inner(int axis) {
    return text.product(n.type().dims().subList(axis + 1, n.rank()));
  }

  // ---- along axes

  private String reduced(String helper, Reducing o) {
    List<Dim> x = n.input(0).type().dims();
    return let(
        helper,
        n.input(0).dtype(),
        in(0),
        text.product(x.subList(0, o.from())),
        text.product(x.subList(o.from(), o.to())),
        text.product(x.subList(o.to(), x.size())));
  }

  private String along(String helper, int axis, Object... more) {
    Type x = n.input(0).type();
    String value = in(0);
    DType dtype = x.dtype();
    if (dtype == DType.BOOL) {
      value = writer.call("flags", dtype, value);
      dtype = DType.FLOAT32;
    }
    Object[] all = new Object[4 + more.length];
    all[0] = value;
    all[1] = text.product(x.dims().subList(0, axis));
    all[2] = text.of(x.dim(axis));
    all[3] = text.product(x.dims().subList(axis + 1, x.rank()));
    System.arraycopy(more, 0, all, 4, more.length);
    return let(helper, dtype, all);
  }

  private String iota(Iota o) {
    return let(
        "iota",
        n.dtype(),
        count(n.type()),
        inner(o.axis()),
        own(o.axis()),
        Double.toString(o.start()),
        Double.toString(o.step()));
  }

  private String scattered(ScatterAdd o) {
    Type one = n.type();
    String width = text.product(one.dims().subList(1, one.rank()));
    String rows =
        n.inputs().size() > 2
            ? in(2) + ".clone()"
            : "new " + JavaText.type(n.dtype()) + "[" + count(one) + "]";
    return let("addRows", n.dtype(), in(0), in(1), rows, text.of(o.rows()), width);
  }

  // ---- products

  private String product(MatMul o) {
    int rank = n.rank();
    Type a = n.input(0).type();
    Dim k = a.dim(o.transposeA() ? rank - 2 : rank - 1);
    String batch = text.product(n.type().dims().subList(0, rank - 2));
    String rows = text.of(n.type().dim(rank - 2));
    String columns = text.of(n.type().last());
    String left = turned(n.input(0), o.transposeA(), batch);
    String value;
    if (writer.isMatrix(n.input(1))) {
      String right = writer.parts.matrix(n.input(1), o.transposeB());
      value = let("product", n.dtype(), left, right, rows, text.of(k), columns);
    } else {
      String right = turned(n.input(1), o.transposeB(), batch);
      value = let("products", n.dtype(), left, right, batch, rows, text.of(k), columns);
    }
    if (n.inputs().size() > 2) {
      writer.line(writer.call("plus", n.dtype(), value, in(2), count(n.type()), "1"));
    }
    return value;
  }

  private String turned(Node x, boolean isTurned, String batch) {
    int rank = x.rank();
    return isTurned
        ? writer.call(
            "turned",
            x.dtype(),
            writer.of(x),
            batch,
            text.of(x.type().dim(rank - 2)),
            text.of(x.type().last()))
        : writer.of(x);
  }
}
