// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Conditions;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Sizes;
import org.nnlang.op.Spread;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.syntax.CompareOp;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;

/**
 * The operators where a tensor is on one side. A number on the other side is weak: it takes the
 * tensor's element type, except that a fraction makes floats of integers.
 */
final class Elementwise {
  private Elementwise() {}

  static Object apply(Engine engine, BinaryOp op, Object a, Object b) {
    if (a instanceof TensorLike x && b instanceof TensorLike y) {
      return engine.apply(
          op,
          List.of(x, y),
          n -> {
            checkSpread(engine, op, n.get(0), n.get(1));
            return tensors(op, n.get(0), n.get(1));
          });
    }
    if (op == BinaryOp.MATMUL) {
      throw Arithmetic.cannot(op, a, b);
    }
    if (a instanceof TensorLike x) {
      return b instanceof Size s
          ? one(engine, x, n -> tensors(op, n, number(n, s)))
          : one(engine, x, op, number(op, a, b, b), false);
    }
    TensorLike y = (TensorLike) b;
    return a instanceof Size s
        ? one(engine, y, n -> tensors(op, number(n, s), n))
        : one(engine, y, op, number(op, a, b, a), true);
  }

  /** In a loss, and outside of the net, a prediction meets a target that lacks its last axis. */
  private static void checkSpread(Engine engine, BinaryOp op, Node a, Node b) {
    Trace trace = engine.trace();
    if (op == BinaryOp.MATMUL
        || !trace.differentiated()
        || trace.graph().owner() != null
        || !Spread.between(a.type(), b.type())) {
      return;
    }
    Type shorter = a.rank() < b.rank() ? a.type() : b.type();
    String square = new Type(shorter.dtype(), plus(shorter)).shapeText();
    engine
        .warnings()
        .warn(
            Diagnostic.warning(
                    ErrorCode.BROADCAST,
                    a.type().shapeText()
                        + " and "
                        + b.type().shapeText()
                        + " become "
                        + square
                        + " in this loss: every row meets every other",
                    trace.graph().at())
                .withHint(
                    "if each row has one target, give both one shape: `unsqueeze(-1)` adds the axis"
                        + " that "
                        + shorter.shapeText()
                        + " lacks"));
  }

  private static List<Dim> plus(Type shorter) {
    List<Dim> dims = new ArrayList<>(shorter.dims());
    dims.add(shorter.last());
    return dims;
  }

  static Object negate(Engine engine, TensorLike t) {
    return one(engine, t, Numeric::neg);
  }

  static Object transposed(Engine engine, TensorLike t) {
    List<Integer> axes = IntStream.range(0, t.rank()).map(i -> t.rank() - 1 - i).boxed().toList();
    return t.rank() < 2 ? t : one(engine, t, x -> Ops.permute(x, axes));
  }

  /** An operator, and the number on one of its sides. */
  private record Beside(Enum<?> op, Number number, boolean left) {}

  private static TensorLike one(
      Engine engine, TensorLike t, BinaryOp op, Number number, boolean left) {
    return engine.apply(
        new Beside(op, number, left),
        List.of(t),
        n -> (left ? withLeft(op, number) : withRight(op, number)).apply(n.get(0)));
  }

  private static TensorLike one(Engine engine, TensorLike t, CompareOp op, Number number) {
    return engine.apply(
        new Beside(op, number, false), List.of(t), n -> number(op, n.get(0), number));
  }

  private static TensorLike one(Engine engine, TensorLike t, Function<Node, Node> body) {
    return engine.apply(List.of(t), n -> body.apply(n.get(0)));
  }

  private static Node tensors(BinaryOp op, Node a, Node b) {
    return switch (op) {
      case ADD -> Numeric.add(a, b);
      case SUBTRACT -> Numeric.sub(a, b);
      case MULTIPLY -> Numeric.mul(a, b);
      case DIVIDE -> Numeric.div(a, b);
      case FLOOR_DIVIDE -> Numeric.floorDiv(a, b);
      case REMAINDER -> Numeric.mod(a, b);
      case POWER -> Numeric.pow(a, b);
      case MATMUL -> Ops.matmul(a, b);
    };
  }

  private static Number number(BinaryOp op, Object a, Object b, Object value) {
    return switch (value) {
      case Long n -> n;
      case Double d -> d;
      case Boolean bool -> bool ? 1L : 0L;
      default -> throw Arithmetic.cannot(op, a, b);
    };
  }

  private static Node number(Node like, Size size) {
    return Sizes.number(like.graph(), size.dim(), DType.INT);
  }

  private static Function<Node, Node> withRight(BinaryOp op, Number number) {
    double d = number.doubleValue();
    if (number instanceof Long n) {
      return switch (op) {
        case ADD -> x -> Numeric.add(x, (long) n);
        case SUBTRACT -> x -> Numeric.sub(x, (long) n);
        case MULTIPLY -> x -> Numeric.mul(x, (long) n);
        case DIVIDE -> x -> Numeric.div(x, d);
        case FLOOR_DIVIDE -> x -> Numeric.floorDiv(x, (long) n);
        case REMAINDER -> x -> Numeric.mod(x, (long) n);
        case POWER -> x -> Numeric.pow(x, (long) n);
        case MATMUL -> throw new AssertionError(op);
      };
    }
    return switch (op) {
      case ADD -> x -> Numeric.add(x, d);
      case SUBTRACT -> x -> Numeric.sub(x, d);
      case MULTIPLY -> x -> Numeric.mul(x, d);
      case DIVIDE -> x -> Numeric.div(x, d);
      case FLOOR_DIVIDE -> x -> Numeric.floorDiv(x, d);
      case REMAINDER -> x -> Numeric.mod(x, d);
      case POWER -> x -> Numeric.pow(x, d);
      case MATMUL -> throw new AssertionError(op);
    };
  }

  private static Function<Node, Node> withLeft(BinaryOp op, Number number) {
    double d = number.doubleValue();
    boolean whole = number instanceof Long;
    long n = number.longValue();
    return switch (op) {
      case ADD, MULTIPLY -> withRight(op, number);
      case SUBTRACT -> x -> whole ? Numeric.rsub(n, x) : Numeric.rsub(d, x);
      case DIVIDE -> x -> Numeric.rdiv(d, x);
      case POWER -> x -> whole ? Numeric.rpow(n, x) : Numeric.rpow(d, x);
      case FLOOR_DIVIDE -> x -> Numeric.floorDiv(like(x, number), x);
      case REMAINDER -> x -> Numeric.mod(like(x, number), x);
      case MATMUL -> throw new AssertionError(op);
    };
  }

  /** A tensor of the one number, of the type the number takes beside {@code x}. */
  private static Node like(Node x, Number number) {
    Node zeros = Numeric.mul(x, 0L);
    return number instanceof Long n
        ? Numeric.add(zeros, (long) n)
        : Numeric.add(zeros, (double) number);
  }

  static Object compare(Engine engine, CompareOp op, Object a, Object b) {
    if (a instanceof TensorLike x && b instanceof TensorLike y) {
      return engine.apply(op, List.of(x, y), n -> tensors(op, n.get(0), n.get(1)));
    }
    if (a instanceof Size || b instanceof Size) {
      boolean right = b instanceof Size;
      Size size = (Size) (right ? b : a);
      return one(
          engine,
          (TensorLike) (right ? a : b),
          n -> tensors(right ? op : mirrored(op), n, number(n, size)));
    }
    if (a instanceof TensorLike x) {
      return one(engine, x, op, constant(b));
    }
    return one(engine, (TensorLike) b, mirrored(op), constant(a));
  }

  private static Number constant(Object value) {
    return switch (value) {
      case Number n -> n;
      case Boolean b -> b ? 1L : 0L;
      default -> throw new AssertionError(value);
    };
  }

  private static Node tensors(CompareOp op, Node a, Node b) {
    return switch (op) {
      case EQUAL -> Conditions.eq(a, b);
      case NOT_EQUAL -> Conditions.ne(a, b);
      case LESS -> Conditions.lt(a, b);
      case LESS_EQUAL -> Conditions.le(a, b);
      case GREATER -> Conditions.gt(a, b);
      case GREATER_EQUAL -> Conditions.ge(a, b);
      case IN -> throw new AssertionError(op);
    };
  }

  private static Node number(CompareOp op, Node x, Number number) {
    if (number instanceof Long n) {
      return whole(op, x, n);
    }
    double c = number.doubleValue();
    return switch (op) {
      case EQUAL -> Conditions.eq(x, c);
      case NOT_EQUAL -> Conditions.ne(x, c);
      case LESS -> Conditions.lt(x, c);
      case LESS_EQUAL -> Conditions.le(x, c);
      case GREATER -> Conditions.gt(x, c);
      case GREATER_EQUAL -> Conditions.ge(x, c);
      case IN -> throw new AssertionError(op);
    };
  }

  private static Node whole(CompareOp op, Node x, long c) {
    return switch (op) {
      case EQUAL -> Conditions.eq(x, c);
      case NOT_EQUAL -> Conditions.ne(x, c);
      case LESS -> Conditions.lt(x, c);
      case LESS_EQUAL -> Conditions.le(x, c);
      case GREATER -> Conditions.gt(x, c);
      case GREATER_EQUAL -> Conditions.ge(x, c);
      case IN -> throw new AssertionError(op);
    };
  }

  private static CompareOp mirrored(CompareOp op) {
    return switch (op) {
      case LESS -> CompareOp.GREATER;
      case LESS_EQUAL -> CompareOp.GREATER_EQUAL;
      case GREATER -> CompareOp.LESS;
      case GREATER_EQUAL -> CompareOp.LESS_EQUAL;
      case EQUAL, NOT_EQUAL, IN -> op;
    };
  }
}
