// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;
import org.nnlang.op.*;
import org.nnlang.tensor.DType;

/** One node as operators of ONNX. */
final class OnnxOps {
  /** Operators that ONNX Runtime computes with floats of 32 bits alone. */
  private static final Set<String> SINGLE = Set.of("Atan", "Atanh", "Cos", "Erf", "Softplus");

  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node n;

  OnnxOps(OnnxWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    graph = writer.graph();
  }

  /** The value of the node, which is of this op. */
  String of(Primitive op) {
    return switch (op) {
      case Abs o -> unary("Abs");
      case Add o -> pair("Add");
      case AddAlong o -> new OnnxPlaces(writer, n).addAlong(o);
      case AddScalar o -> node("Add", in(0), c(o.c()));
      case ArgMax o -> argMax(o);
      case ArgSort o -> argSort(o);
      case Assemble o -> new OnnxPlaces(writer, n).assemble(o);
      case Atan o -> unary("Atan");
      case Attend o -> new OnnxAttention(writer, n, o).write();
      case AttendGradient o -> throw refused("the gradient of attention");
      case Cast o -> cast(in(0), n.dtype());
      case Ceil o -> unary("Ceil");
      case Compare o -> compare(o.op(), in(0), in(1), n.input(0).dtype());
      case CompareScalar o -> compare(o);
      case Convolve o -> new OnnxWindows(writer, n).convolve(o);
      case Cos o -> unary("Cos");
      case Cumsum o -> node("CumSum", in(0), graph.scalar(DType.INT, o.axis()));
      case Detach o -> in(0);
      case Div o -> pair("Div");
      case DivScalarBy o -> node("Div", c(o.c()), in(0));
      case Erf o -> unary("Erf");
      case Exp o -> unary("Exp");
      case Expand o -> expand(in(0), o.dims());
      case Expm1 o -> expm1();
      case Fill o -> new OnnxPlaces(writer, n).fill(o);
      case Floor o -> unary("Floor");
      case FloorDiv o -> floorDiv();
      case Gather o -> node("Gather", in(0), in(1));
      case Gelu o -> node("Mul", node("Mul", in(0), c(0.5)), node("Add", c(1), erf()));
      case GeluSlope o -> geluSlope();
      case Identity o -> in(0);
      case Ids o -> in(0);
      case Iota o -> new OnnxPlaces(writer, n).iota(o);
      case IsNan o -> unary("IsNaN");
      case Log o -> unary("Log");
      case Log1p o -> log1p();
      case MatMul o -> matMul(o);
      case Max o -> reduced("ReduceMax", o);
      case MaxScalar o -> node("Max", in(0), c(o.c()));
      case Maximum o -> pair("Max");
      case Min o -> reduced("ReduceMin", o);
      case MinScalar o -> node("Min", in(0), c(o.c()));
      case Minimum o -> pair("Min");
      case Mod o -> mod();
      case Mul o -> pair("Mul");
      case MulScalar o -> node("Mul", in(0), c(o.c()));
      case Neg o -> unary("Neg");
      case Not o -> unary("Not");
      case Permute o -> graph.node("Transpose", List.of(in(0)), Attribute.of("perm", o.axes()));
      case Pool o -> new OnnxWindows(writer, n).pool(o);
      case Pow o -> pair("Pow");
      case PowScalar o -> node("Pow", in(0), c(o.c()));
      case Prod o -> reduced("ReduceProd", o);
      case PutAlong o ->
          graph.node(
              "ScatterElements", List.of(in(0), in(1), in(2)), Attribute.of("axis", o.axis()));
      case Random o -> new OnnxPlaces(writer, n).random(o);
      case Reciprocal o -> unary("Reciprocal");
      case Relu o -> n.dtype() == DType.INT ? node("Max", in(0), c(0)) : unary("Relu");
      case ReluGradient o -> node("Where", node("Greater", in(0), c(0)), in(1), c(0));
      case Reshape o -> reshape(in(0), o.dims());
      case Round o -> unary("Round");
      case Rsqrt o -> node("Reciprocal", node("Sqrt", in(0)));
      case ScalarPow o -> node("Pow", c(o.c()), in(0));
      case Scan o -> new OnnxLoop(writer, n, o.recurrence()).flat();
      case ScanOutput o -> new OnnxPlaces(writer, n).piece(o);
      case ScatterAdd o -> new OnnxPlaces(writer, n).scatterAdd(o);
      case Sigmoid o -> unary("Sigmoid");
      case Sign o -> unary("Sign");
      case Sin o -> unary("Sin");
      case Slice o -> new OnnxPlaces(writer, n).slice(o);
      case Softplus o -> unary("Softplus");
      case Sqrt o -> unary("Sqrt");
      case Square o -> node("Mul", in(0), in(0));
      case Sub o -> pair("Sub");
      case SubFromScalar o -> node("Sub", c(o.c()), in(0));
      case Sum o -> reduced("ReduceSum", o);
      case TakeAlong o ->
          graph.node("GatherElements", List.of(in(0), in(1)), Attribute.of("axis", o.axis()));
      case Tanh o -> unary("Tanh");
      case Unpack o -> writer.unpacked(n);
      case Where o -> where();
    };
  }

  private org.nnlang.source.Problem refused(String what) {
    return writer.notCovered(n, what);
  }

  private String in(int i) {
    return writer.of(n.input(i));
  }

  /** A number of the type of what the node takes. */
  private String c(double value) {
    return graph.scalar(n.input(0).dtype(), value);
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }

  private String cast(String x, DType to) {
    return graph.node("Cast", List.of(x), Attribute.of("to", OnnxType.of(to)));
  }

  private String unary(String operator) {
    return single(operator, in(0));
  }

  private String single(String operator, String x) {
    return n.dtype() == DType.FLOAT64 && SINGLE.contains(operator)
        ? cast(node(operator, cast(x, DType.FLOAT32)), DType.FLOAT64)
        : node(operator, x);
  }

  private String pair(String operator) {
    return node(operator, in(0), in(1));
  }

  private String expand(String x, List<org.nnlang.graph.Dim> dims) {
    return node("Expand", x, writer.sizes().shape(dims));
  }

  private String reshape(String x, List<org.nnlang.graph.Dim> dims) {
    return OnnxPlaces.reshape(writer, x, dims);
  }

  /** {@code tanh(x / 2) * (exp(x) + 1)}, which is exact near 0. */
  private String expm1() {
    String half = node("Tanh", node("Mul", in(0), c(0.5)));
    return node("Mul", half, node("Add", node("Exp", in(0)), c(1)));
  }

  /** Near 0 by the area tangent, which is exact there. */
  private String log1p() {
    String near = node("Div", in(0), node("Add", in(0), c(2)));
    String small = node("Mul", single("Atanh", near), c(2));
    String large = node("Log", node("Add", in(0), c(1)));
    return node("Where", node("Less", in(0), c(1)), small, large);
  }

  private String erf() {
    return single("Erf", node("Mul", in(0), c(Math.sqrt(0.5))));
  }

  private String geluSlope() {
    String below = node("Mul", node("Add", c(1), erf()), c(0.5));
    String bell = node("Exp", node("Mul", node("Mul", in(0), in(0)), c(-0.5)));
    String slope = node("Mul", node("Mul", in(0), bell), c(1 / Math.sqrt(2 * Math.PI)));
    return node("Add", below, slope);
  }

  private String floorDiv() {
    if (n.dtype() != DType.INT) {
      return node("Floor", pair("Div"));
    }
    // ONNX cuts off: one less where there is a rest and the signs differ
    String cut = node("Div", in(0), in(1));
    String rest = node("Sub", in(0), node("Mul", cut, in(1)));
    String zero = c(0);
    String inexact = node("Not", node("Equal", rest, zero));
    String apart = node("Xor", node("Less", rest, zero), node("Less", in(1), zero));
    return node("Where", node("And", inexact, apart), node("Sub", cut, c(1)), cut);
  }

  private String mod() {
    return n.dtype() == DType.INT
        ? pair("Mod")
        : node("Sub", in(0), node("Mul", node("Floor", pair("Div")), in(1)));
  }

  private String compare(CompareScalar o) {
    Binary op =
        switch (o.op()) {
          case Unary.EQ_C -> Binary.EQ;
          case Unary.NE_C -> Binary.NE;
          case Unary.LT_C -> Binary.LT;
          case Unary.LE_C -> Binary.LE;
          case Unary.GT_C -> Binary.GT;
          case Unary.GE_C -> Binary.GE;
          default -> throw new IllegalStateException(o.toString());
        };
    DType dtype = n.input(0).dtype();
    return dtype == DType.BOOL
        ? compare(op, cast(in(0), DType.INT), graph.scalar(DType.INT, o.c()), DType.INT)
        : compare(op, in(0), c(o.c()), dtype);
  }

  private String compare(Binary op, String a, String b, DType dtype) {
    boolean ordered = op == Binary.LT || op == Binary.LE || op == Binary.GT || op == Binary.GE;
    if (ordered && dtype == DType.BOOL) {
      return compare(op, cast(a, DType.INT), cast(b, DType.INT), DType.INT);
    }
    return switch (op) {
      case EQ -> node("Equal", a, b);
      case NE -> node("Not", node("Equal", a, b));
      case LT -> node("Less", a, b);
      case LE -> node("LessOrEqual", a, b);
      case GT -> node("Greater", a, b);
      case GE -> node("GreaterOrEqual", a, b);
      case AND -> node("And", a, b);
      case OR -> node("Or", a, b);
      default -> throw new IllegalStateException(op.toString());
    };
  }

  private String where() {
    if (n.dtype() != DType.BOOL) {
      return node("Where", in(0), in(1), in(2));
    }
    return node("Or", node("And", in(0), in(1)), node("And", node("Not", in(0)), in(2)));
  }

  private String reduced(String operator, Reducing o) {
    if (o.from() == o.to()) {
      return in(0);
    }
    long[] axes = new long[o.to() - o.from()];
    Arrays.setAll(axes, i -> o.from() + i);
    Attribute keep = Attribute.of("keepdims", o.keep() ? 1 : 0);
    return operator.equals("ReduceSum")
        ? graph.node(operator, List.of(in(0), graph.integers(axes)), keep)
        : graph.node(operator, List.of(in(0)), Attribute.of("axes", axes), keep);
  }

  /** What can be sorted: bools and integers as doubles. */
  private String numbers() {
    DType dtype = n.input(0).dtype();
    return dtype.isFloat() ? in(0) : cast(in(0), DType.FLOAT64);
  }

  private String argMax(ArgMax o) {
    return graph.node(
        "ArgMax", List.of(numbers()), Attribute.of("axis", o.axis()), Attribute.of("keepdims", 1));
  }

  private String argSort(ArgSort o) {
    String count = writer.sizes().of(n.type().dim(o.axis()));
    return graph
        .nodes(
            "TopK",
            List.of(numbers(), count),
            2,
            Attribute.of("axis", o.axis()),
            Attribute.of("largest", o.descending() ? 1 : 0))[1];
  }

  private String matMul(MatMul o) {
    boolean matrices = n.rank() == 2 && n.dtype().isFloat();
    if (matrices && (o.transposeA() || o.transposeB() || n.inputs().size() > 2)) {
      List<String> inputs = new ArrayList<>(List.of(in(0), in(1)));
      if (n.inputs().size() > 2) {
        inputs.add(in(2));
      }
      return graph.node(
          "Gemm",
          inputs,
          Attribute.of("transA", o.transposeA() ? 1 : 0),
          Attribute.of("transB", o.transposeB() ? 1 : 0));
    }
    String a = o.transposeA() ? turned(writer, n.input(0)) : in(0);
    String b = o.transposeB() ? turned(writer, n.input(1)) : in(1);
    String product = node("MatMul", a, b);
    return n.inputs().size() > 2 ? node("Add", product, in(2)) : product;
  }

  /** With the last two axes the other way round. */
  static String turned(OnnxWriter writer, Node x) {
    long[] order = new long[x.rank()];
    Arrays.setAll(order, i -> i);
    order[order.length - 1]--;
    order[order.length - 2]++;
    return writer.graph().node("Transpose", List.of(writer.of(x)), Attribute.of("perm", order));
  }
}
