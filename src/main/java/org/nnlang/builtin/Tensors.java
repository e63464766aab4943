// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Conditions;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.HeapGuard;
import org.nnlang.value.Range;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** Tensors out of numbers, lists and shapes. */
public final class Tensors {
  /** So many tensors are inputs of one graph at most. */
  private static final int AT_ONCE = 1000;

  /** As many small items of a list take what a tensor without its numbers does. */
  private static final long ROW_ITEMS = 12;

  private Tensors() {}

  /**
   * A tensor as it is; a number, a boolean, a range, or a list of those or of lists of one shape,
   * as a tensor: of ints where all are integers, of bools where all are booleans, else float32.
   */
  public static TensorLike of(Session session, Object value) {
    return of(session, value, false);
  }

  /** The same, fractions as float64 where they are to be {@code wide}. */
  public static TensorLike of(Session session, Object value, boolean wide) {
    if (value instanceof TensorLike t) {
      return t;
    }
    if (value instanceof Range r && r.size() > 0) {
      return Tensor.ints(session.engine().memory(), i -> r.from() + i, r.size());
    }
    List<Object> leaves = new ArrayList<>();
    List<Long> shape = shape(value, leaves);
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    if (leaves.stream().anyMatch(TensorLike.class::isInstance)) {
      return stacked(session, leaves, shape);
    }
    Memory memory = session.engine().memory();
    if (!leaves.isEmpty() && leaves.stream().allMatch(Boolean.class::isInstance)) {
      return session
          .engine()
          .apply(List.of(ints(memory, leaves, sizes)), n -> Conditions.ne(n.get(0), 0));
    }
    if (!leaves.isEmpty() && leaves.stream().noneMatch(Double.class::isInstance)) {
      return ints(memory, leaves, sizes);
    }
    if (wide) {
      double[] doubles =
          leaves.stream().mapToDouble(v -> ((Number) number(v)).doubleValue()).toArray();
      return Tensor.of(memory, doubles, sizes);
    }
    float[] floats = new float[leaves.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) number(leaves.get(i))).floatValue();
    }
    return Tensor.of(memory, floats, sizes);
  }

  private static Tensor ints(Memory memory, List<Object> leaves, long[] sizes) {
    long[] longs = leaves.stream().mapToLong(v -> ((Number) number(v)).longValue()).toArray();
    return Tensor.of(memory, longs, sizes);
  }

  private static Object number(Object leaf) {
    return leaf instanceof Boolean b ? (Long) (b ? 1L : 0L) : leaf;
  }

  /** Collects the leaves of nested lists; their shape. */
  private static List<Long> shape(Object value, List<Object> leaves) {
    return switch (value) {
      case List<?> list -> {
        List<Long> inner = null;
        for (Object item : list) {
          List<Long> one = shape(item, leaves);
          if (inner != null && !inner.equals(one)) {
            throw Problem.of(
                    ErrorCode.SHAPE,
                    "the items of a tensor must have one shape, found " + inner + " and " + one)
                .hint("all lists of one depth have the same length");
          }
          inner = one;
        }
        List<Long> out = new ArrayList<>(List.of((long) list.size()));
        out.addAll(inner == null ? List.of() : inner);
        yield out;
      }
      case Range r -> {
        HeapGuard.forItems(r.size());
        yield shape(r.asList(), leaves);
      }
      case Size s -> throw new Undecided();
      case Long n -> leaf(n, leaves);
      case Double d -> leaf(d, leaves);
      case Boolean b -> leaf(b, leaves);
      case TensorLike t -> leaf(t, leaves);
      default ->
          throw Problem.of(
              ErrorCode.TYPE, "a tensor is made of numbers, found " + TypeNames.found(value));
    };
  }

  private static List<Long> leaf(Object value, List<Object> leaves) {
    Polls.sometimes();
    leaves.add(value);
    return List.of();
  }

  /**
   * Tensors made one by a function of them all, some thousands at a time: a graph of a million
   * inputs would take more memory than they do.
   *
   * @param axis along which results are joined
   */
  public static TensorLike joined(
      Session session, List<TensorLike> parts, int axis, Function<List<Node>, Node> join) {
    List<TensorLike> now = parts;
    Function<List<Node>, Node> function = join;
    while (now.size() > AT_ONCE) {
      List<TensorLike> next = new ArrayList<>();
      for (int from = 0; from < now.size(); from += AT_ONCE) {
        session.poll();
        next.add(
            session
                .engine()
                .apply(now.subList(from, Math.min(now.size(), from + AT_ONCE)), function));
      }
      now = next;
      function = n -> Ops.concat(n, axis);
    }
    return session.engine().apply(now, function);
  }

  /** Lists that hold tensors, all of one shape, which becomes the last axes. */
  private static TensorLike stacked(Session session, List<Object> leaves, List<Long> shape) {
    List<TensorLike> parts = new ArrayList<>();
    leaves.forEach(leaf -> parts.add(of(session, leaf)));
    TensorLike all = joined(session, parts, 0, n -> Ops.stack(n, 0));
    return session
        .engine()
        .apply(
            List.of(all),
            n -> {
              Node stack = n.get(0);
              List<Dim> dims = new ArrayList<>(shape.stream().map(Dim::of).toList());
              dims.addAll(stack.type().dims().subList(1, stack.rank()));
              return Ops.reshape(stack, dims);
            });
  }

  /** Tensors of a list, which may be a tensor itself: the places of its first axis. */
  public static List<TensorLike> list(Session session, Object value) {
    List<TensorLike> out = new ArrayList<>();
    switch (value) {
      case List<?> items -> items.forEach(item -> out.add(of(session, item)));
      case Tensor t when t.rank() > 0 -> rows(t, out);
      case TensorLike t ->
          out.addAll(session.engine().applyAll(List.of(t), n -> Ops.unstack(n.get(0), 0)));
      default ->
          throw Problem.of(
              ErrorCode.TYPE, "this needs a list of tensors, found " + TypeNames.found(value));
    }
    return out;
  }

  /** The places of the first axis, over the same memory. */
  private static void rows(Tensor t, List<TensorLike> out) {
    HeapGuard.forItems(ROW_ITEMS * t.dim(0));
    long[] shape = Arrays.copyOfRange(t.shape(), 1, t.rank());
    for (long i = 0; i < t.dim(0); i++) {
      Polls.sometimes();
      out.add(t.rows(i, i + 1).reshape(shape));
    }
  }

  /**
   * A tensor made from nothing: computed now, or, while a function is being traced, a node of it.
   *
   * @param now gets the sizes
   * @param node gets the graph
   */
  public static TensorLike make(
      Session session, List<Dim> dims, Function<long[], Tensor> now, Function<Graph, Node> node) {
    Engine engine = session.engine();
    if (dims.stream().anyMatch(d -> d.isKnown() && d.value() < 0)) {
      throw Problem.of(ErrorCode.SHAPE, "a size cannot be negative: " + dims);
    }
    Trace trace = engine.traceIfAny();
    if (trace != null) {
      return node.apply(trace.graph());
    }
    return now.apply(dims.stream().mapToLong(Dim::value).toArray());
  }

  /** The element type of that name. */
  public static DType dtype(String word) {
    for (DType dtype : DType.values()) {
      if (dtype.word().equals(word)) {
        return dtype;
      }
    }
    List<String> words = Arrays.stream(DType.values()).map(DType::word).toList();
    throw Problem.of(ErrorCode.ARGUMENT, "there is no element type " + Show.quoted(word))
        .hint(
            Suggest.nearest(word, words)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("there are " + String.join(", ", words)));
  }

  /** The element type that a call asks for by {@code dtype}, else what it is without. */
  public static DType dtype(Arguments a, DType without) {
    return a.isNone("dtype") ? without : dtype(a.string("dtype"));
  }

  /** A tensor with elements of the type that a call asks for by {@code dtype}. */
  public static TensorLike as(Session session, TensorLike t, Arguments a) {
    DType dtype = dtype(a, t.dtype());
    return dtype == t.dtype()
        ? t
        : session.engine().apply(List.of(t), n -> Numeric.cast(n.get(0), dtype));
  }

  /** The same number everywhere. */
  public static TensorLike full(Session session, List<Dim> dims, Object value) {
    return full(session, dims, value, typeOf(value));
  }

  /** The element type that a number or boolean has by itself. */
  public static DType typeOf(Object value) {
    return switch (value) {
      case Boolean b -> DType.BOOL;
      case Long n -> DType.INT;
      default -> DType.FLOAT32;
    };
  }

  /** The same, of an element type that holds the number. */
  public static TensorLike full(Session session, List<Dim> dims, Object value, DType dtype) {
    double number = ((Number) number(value)).doubleValue();
    Function<Graph, Node> node =
        g ->
            value instanceof Long whole
                ? Ops.full(g, new Type(dtype, dims), (long) whole)
                : Ops.full(g, new Type(dtype, dims), number);
    Engine engine = session.engine();
    return make(
        session,
        dims,
        sizes ->
            number == 0
                ? Tensor.zeros(engine.memory(), dtype, sizes)
                : (Tensor) engine.apply(List.of(), n -> node.apply(engine.trace().graph())),
        node);
  }
}
