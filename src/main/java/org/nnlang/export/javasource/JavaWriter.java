// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;
import org.nnlang.op.*;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Module;

/** Writes nodes as statements, a call of a method each. */
final class JavaWriter {
  static final String FORMAT = "a Java source file";

  final NetGraph net;
  final JavaText text;
  final JavaParts parts;
  final String indent;
  final StringBuilder lines = new StringBuilder();
  private final Map<Node, String> values = new IdentityHashMap<>();
  private final Map<Node, List<String>> loops = new IdentityHashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  String part = "";

  JavaWriter(NetGraph net, JavaText text, JavaParts parts, String indent) {
    this.net = net;
    this.text = text;
    this.parts = parts;
    this.indent = indent;
  }

  String lines() {
    return lines.toString();
  }

  void put(Node n, String variable) {
    values.put(n, variable);
  }

  String of(Node n) {
    return Objects.requireNonNull(values.get(n), n::toString);
  }

  /** Writes what {@code results} need of {@code nodes}, which are in their order. */
  void write(List<Node> nodes, List<Node> results) {
    nodes.forEach(n -> n.inputs().forEach(in -> uses.merge(in, 1, Integer::sum)));
    results.forEach(n -> uses.merge(n, 2, Integer::sum));
    Set<Node> needed = new HashSet<>(results);
    List<Node> order = new ArrayList<>();
    for (Node n : nodes.reversed()) {
      if (needed.contains(n) && !values.containsKey(n)) {
        order.add(n);
        needed.addAll(reads(n));
      }
    }
    for (Node n : order.reversed()) {
      values.put(n, one(n));
    }
  }

  private List<Node> reads(Node n) {
    if (Loops.goes(n)) {
      return loop(n).reads();
    }
    boolean turned = n.op() instanceof MatMul m && m.transposeB() && n.input(1).isInput();
    return switch (n.op()) {
      case MatMul m when turned && values.get(n.input(1)) == null -> without(n.inputs(), 1);
      case ScanOutput o when n.input(0).op() instanceof Scan -> n.input(0).inputs();
      case Unpack u -> List.of();
      default -> n.inputs();
    };
  }

  private static List<Node> without(List<Node> nodes, int i) {
    List<Node> out = new ArrayList<>(nodes);
    out.remove(i);
    return out;
  }

  private Loops loop(Node n) {
    return new Loops(text, n, in -> uses.getOrDefault(in, 0) == 1);
  }

  private Problem refused(Node n, String what) {
    return NetGraph.notCovered(n, what, FORMAT);
  }

  // ---- statements

  private String name(Node n) {
    String path = net.part(n);
    String own = n.op().name();
    return text.name(path.isEmpty() ? own : path + "_" + own);
  }

  private void comment(Node n) {
    String path = net.part(n);
    if (!path.equals(part)) {
      part = path;
      String what = n.owner() instanceof Module m ? m.describe().replace("*/", "") : "";
      lines.append('\n').append(indent).append("// ").append(path.isEmpty() ? "the net" : path);
      lines.append(what.isEmpty() || path.isEmpty() ? "" : ": " + fitting(what)).append('\n');
    }
  }

  /** What fits a line, and is no escape. */
  private static String fitting(String what) {
    String plain = what.replaceAll("[\\\\\\s]+", " ");
    return plain.length() > 90 ? plain.substring(0, 87) + "…" : plain;
  }

  private String let(Node n, String value) {
    comment(n);
    String name = name(n);
    lines.append(indent).append(JavaText.type(n.dtype())).append("[] ").append(name);
    lines.append(" = ").append(value).append(";\n");
    return name;
  }

  private String call(String helper, DType dtype, Object... arguments) {
    parts.use(helper, dtype);
    List<String> all = Arrays.stream(arguments).map(Object::toString).toList();
    return helper + "(" + String.join(", ", all) + ")";
  }

  private String one(Node n) {
    if (n.isInput()) {
      return parts.held(n);
    }
    if (Loops.goes(n)) {
      return looped(n);
    }
    String x = n.inputs().isEmpty() || values.get(n.input(0)) == null ? "" : of(n.input(0));
    return switch ((Primitive) n.op()) {
      case Reshape o -> x;
      case Identity o -> x;
      case Detach o -> x;
      case Ids o -> x;
      case Unpack o -> parts.unpacked(n);
      case MatMul o -> product(n, o);
      case Sum o -> reduced(n, "sum", o);
      case Prod o -> reduced(n, "prod", o);
      case Max o -> reduced(n, "max", o);
      case Min o -> reduced(n, "min", o);
      case ArgMax o -> along(n, "argMax", o.axis());
      case Cumsum o -> along(n, "cumsum", o.axis());
      case Fill o ->
          let(
              n,
              call(
                  "full",
                  n.dtype(),
                  text.product(n.type().dims()),
                  JavaText.literal(n.dtype(), o.value())));
      case Iota o -> iota(n, o);
      case Permute o -> permuted(n, o);
      case Expand o -> expanded(n, n.input(0), n.type().dims());
      case Slice o -> sliced(n, o);
      case Assemble o -> assembled(n, o);
      case Gather o ->
          let(n, call("rows", n.dtype(), x, of(n.input(1)), text.of(n.input(0).type().dim(0))));
      case TakeAlong o ->
          let(
              n,
              call(
                  "takeAlong",
                  n.dtype(),
                  x,
                  of(n.input(1)),
                  text.of(n.input(0).type().dim(o.axis())),
                  text.of(n.type().dim(o.axis())),
                  inner(n.type(), o.axis() + 1)));
      case Convolve o -> convolved(n, o);
      case Pool o -> pooled(n, o);
      case Attend o -> attended(n, o);
      case ScanOutput o when n.input(0).op() instanceof Scan s ->
          results(n.input(0), s.recurrence()).get(o.index());
      default -> throw refused(n, "the operation " + n.op().name());
    };
  }

  private String looped(Node n) {
    Loops loop = loop(n);
    String body = loop.lines();
    parts.functions(body);
    List<String> parameters = new ArrayList<>(loop.parameters());
    List<String> arguments = new ArrayList<>(loop.reads().stream().map(this::of).toList());
    for (String size : parts.sizes()) {
      if (body.matches("(?s).*\\b" + size + "\\b.*")) {
        parameters.add("int " + size);
        arguments.add(size);
      }
    }
    String value = let(n, "@");
    parts.method(value, n, parameters, body);
    int at = lines.lastIndexOf("@;");
    lines.replace(at, at + 1, value + "(" + String.join(", ", arguments) + ")");
    return value;
  }

  private String outer(Type t, int axis) {
    return text.product(t.dims().subList(0, axis));
  }

  private String inner(Type t, int axis) {
    return text.product(t.dims().subList(axis, t.rank()));
  }

  private String reduced(Node n, String helper, Reducing o) {
    Type x = n.input(0).type();
    return let(
        n,
        call(
            helper,
            x.dtype(),
            of(n.input(0)),
            outer(x, o.from()),
            text.product(x.dims().subList(o.from(), o.to())),
            inner(x, o.to())));
  }

  private String along(Node n, String helper, int axis) {
    Type x = n.input(0).type();
    if (x.dtype() == DType.BOOL) {
      throw refused(n, "the operation " + n.op().name() + " of bools");
    }
    return let(
        n,
        call(
            helper,
            x.dtype(),
            of(n.input(0)),
            outer(x, axis),
            text.of(x.dim(axis)),
            inner(x, axis + 1)));
  }

  private void mustBeSingle(Node n) {
    if (n.dtype() != DType.FLOAT32) {
      throw refused(n, "the operation " + n.op().name() + " of " + n.dtype().word());
    }
  }

  private String product(Node n, MatMul o) {
    mustBeSingle(n);
    int rank = n.rank();
    Type a = n.input(0).type();
    Type b = n.input(1).type();
    Dim k = a.dim(o.transposeA() ? rank - 2 : rank - 1);
    String batch = outer(n.type(), rank - 2);
    String left = of2(n.input(0), o.transposeA(), batch);
    boolean weight = o.transposeB() && n.input(1).isInput() && values.get(n.input(1)) == null;
    String right = weight ? parts.turned(n.input(1)) : of2(n.input(1), o.transposeB(), batch);
    String value =
        let(
            n,
            call(
                "product",
                n.dtype(),
                left,
                right,
                batch,
                text.of(n.type().dim(rank - 2)),
                text.of(k),
                text.of(n.type().last())));
    if (n.inputs().size() > 2) {
      lines
          .append(indent)
          .append(
              call("plus", n.dtype(), value, of(n.input(2)), text.product(n.type().dims()), "1"))
          .append(";\n");
    }
    return value;
  }

  private String of2(Node x, boolean turned, String batch) {
    int rank = x.rank();
    return turned
        ? call(
            "turned",
            x.dtype(),
            of(x),
            batch,
            text.of(x.type().dim(rank - 2)),
            text.of(x.type().last()))
        : of(x);
  }

  private String iota(Node n, Iota o) {
    return let(
        n,
        call(
            "iota",
            n.dtype(),
            text.product(n.type().dims()),
            inner(n.type(), o.axis() + 1),
            text.of(n.type().dim(o.axis())),
            Double.toString(o.start()),
            Double.toString(o.step())));
  }

  // ---- places

  private static List<Dim> strides(List<Dim> dims) {
    Dim[] out = new Dim[dims.size()];
    Dim stride = Dim.of(1);
    for (int i = out.length - 1; i >= 0; i--) {
      out[i] = stride;
      stride = stride.times(dims.get(i));
    }
    return List.of(out);
  }

  private String take(Node n, String x, List<Dim> dims, Dim start, List<Dim> strides) {
    return let(
        n, call("take", n.dtype(), x, text.array(dims), text.of(start), text.array(strides)));
  }

  private String permuted(Node n, Permute o) {
    List<Dim> from = strides(n.input(0).type().dims());
    List<Dim> strides = o.axes().stream().map(from::get).toList();
    return take(n, of(n.input(0)), n.type().dims(), Dim.of(0), strides);
  }

  private String expanded(Node at, Node x, List<Dim> dims) {
    List<Dim> own = strides(x.type().dims());
    int extra = dims.size() - x.rank();
    List<Dim> strides = new ArrayList<>(Collections.nCopies(dims.size(), Dim.of(0)));
    for (int i = 0; i < x.rank(); i++) {
      if (!x.type().dim(i).is(1)) {
        strides.set(extra + i, own.get(i));
      }
    }
    Node n = at;
    comment(n);
    String name = text.name(JavaText.identifier(net.part(n)) + "_expand");
    lines.append(indent).append(JavaText.type(x.dtype())).append("[] ").append(name).append(" = ");
    lines.append(call("take", x.dtype(), of(x), text.array(dims), "0", text.array(strides)));
    lines.append(";\n");
    return name;
  }

  private String sliced(Node n, Slice o) {
    List<Dim> from = strides(n.input(0).type().dims());
    Dim start = Dim.of(0);
    List<Dim> strides = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      start = start.plus(o.starts().get(i).times(from.get(i)));
      strides.add(from.get(i).times(o.steps().get(i)));
    }
    return take(n, of(n.input(0)), n.type().dims(), start, strides);
  }

  private String assembled(Node n, Assemble o) {
    List<Dim> into = strides(n.type().dims());
    String type = JavaText.type(n.dtype());
    String value = let(n, "new " + type + "[" + text.product(n.type().dims()) + "]");
    for (int i = 0; i < o.parts().size(); i++) {
      Assemble.Part part = o.parts().get(i);
      Dim start = Dim.of(0);
      List<Dim> strides = new ArrayList<>();
      for (int axis = 0; axis < n.rank(); axis++) {
        start = start.plus(part.starts().get(axis).times(into.get(axis)));
        strides.add(into.get(axis).times(part.steps().get(axis)));
      }
      lines
          .append(indent)
          .append(
              call(
                  "put",
                  n.dtype(),
                  of(n.input(i)),
                  value,
                  text.array(n.input(i).type().dims()),
                  text.of(start),
                  text.array(strides)))
          .append(";\n");
    }
    return value;
  }

  // ---- windows and attention

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

  private String convolved(Node n, Convolve o) {
    mustBeSingle(n);
    if (o.windows().axes() > 2 || o.kind() == Convolve.Kind.WEIGHTS) {
      throw refused(n, "this " + n.op().name());
    }
    List<Dim> out = planes(n.type());
    String helper = o.kind() == Convolve.Kind.FORWARD ? "convolve" : "spread";
    String value =
        let(
            n,
            call(
                helper,
                n.dtype(),
                of(n.input(0)),
                text.array(planes(n.input(0).type())),
                of(n.input(1)),
                text.array(planes(n.input(1).type())),
                two(o.windows().stride(), 1),
                two(o.windows().dilation(), 1),
                two(o.windows().before(), 0),
                o.groups(),
                text.of(out.get(2)),
                text.of(out.get(3))));
    if (n.inputs().size() > 2) {
      lines
          .append(indent)
          .append(
              call(
                  "plus",
                  n.dtype(),
                  value,
                  of(n.input(2)),
                  text.of(out.get(1)),
                  inner(n.type(), 2)))
          .append(";\n");
    }
    return value;
  }

  private String pooled(Node n, Pool o) {
    mustBeSingle(n);
    boolean largest = o.kind() == Pool.Kind.MAX;
    if (!largest && o.kind() != Pool.Kind.MEAN) {
      throw refused(n, "the gradient of a pooling");
    }
    List<Dim> in = planes(n.input(0).type());
    List<Dim> out = planes(n.type());
    return let(
        n,
        call(
            "pool",
            n.dtype(),
            of(n.input(0)),
            text.product(in.subList(0, 2)),
            text.array(in.subList(2, 4)),
            two(o.windows().kernel(), 1),
            two(o.windows().slide().stride(), 1),
            two(o.windows().slide().before(), 0),
            largest,
            text.of(out.get(2)),
            text.of(out.get(3))));
  }

  private String attended(Node n, Attend o) {
    mustBeSingle(n);
    if (o.dropout() > 0) {
      throw refused(n, "dropout within attention");
    }
    Type q = n.input(0).type();
    Type k = n.input(1).type();
    int rank = q.rank();
    String mask = "null";
    if (n.inputs().size() > 3) {
      List<Dim> scores = new ArrayList<>(q.dims());
      scores.set(rank - 1, k.dim(rank - 2));
      mask = expanded(n, n.input(3), scores);
    }
    Dim shared = rank < 3 ? Dim.of(1) : q.dim(rank - 3).floorDiv(k.dim(rank - 3));
    return let(
        n,
        call(
            "attention",
            n.dtype(),
            of(n.input(0)),
            of(n.input(1)),
            of(n.input(2)),
            mask,
            outer(q, rank - 2),
            text.of(shared),
            text.of(q.dim(rank - 2)),
            text.of(k.dim(rank - 2)),
            text.of(q.last()),
            text.of(n.type().last()),
            o.causal(),
            o.window(),
            JavaText.literal(DType.FLOAT32, o.scale())));
  }

  private List<String> results(Node scan, Recurrence r) {
    List<String> known = loops.get(scan);
    if (known == null) {
      comment(scan);
      known = new JavaLoop(this, scan, r).results();
      loops.put(scan, known);
    }
    return known;
  }

  void line(String statement) {
    lines.append(indent).append(statement).append(";\n");
  }
}
