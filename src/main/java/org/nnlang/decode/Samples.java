// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Traced;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.AddAlong;
import org.nnlang.op.Assemble;
import org.nnlang.op.Convolve;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Iota;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Pool;
import org.nnlang.op.Random;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.ScatterAdd;
import org.nnlang.op.Slice;
import org.nnlang.tensor.Tensor;

/**
 * One function traced for a few batches and lengths: what differs between the graphs is what
 * depends on these. All sizes are known in each, so whatever a script decides by a size is decided.
 */
final class Samples {
  /** A number in each sample. */
  record Numbers(long... at) {
    boolean isConstant() {
      return Arrays.stream(at).allMatch(x -> x == at[0]);
    }

    Numbers minus(Numbers other) {
      long[] out = new long[at.length];
      Arrays.setAll(out, i -> at[i] - other.at[i]);
      return new Numbers(out);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Numbers n && Arrays.equals(n.at, at);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(at);
    }
  }

  /** A number that is {@code slope} times the length and {@code rest} more. */
  record Line(long slope, long rest) {}

  private final List<Traced> traces;
  private final long[] batch;
  private final long[] time;

  /** Nodes whose op has a number, other than a size, that depends on the length. */
  private final Set<Node> varying = new HashSet<>();

  /** What a node of the first graph is in each. */
  private final Map<Node, List<Node>> same = new HashMap<>();

  /**
   * Pairs the graphs' nodes. The first two differ in length alone, the first and the third in the
   * batch alone.
   *
   * @throws NotCausal where they do not do the same
   */
  Samples(List<Traced> traces, long[] batch, long[] time) {
    this.traces = List.copyOf(traces);
    this.batch = batch.clone();
    this.time = time.clone();
    for (Traced t : traces) {
      if (!t.states().isEmpty()) {
        throw new NotCausal(null, "the net changes a state of its own at each call");
      }
    }
    pair(traces.stream().map(t -> Subgraph.needed(t.results())).toList());
    pairData();
  }

  Traced first() {
    return traces.get(0);
  }

  long batch(int sample) {
    return batch[sample];
  }

  long time(int sample) {
    return time[sample];
  }

  Numbers batches() {
    return new Numbers(batch);
  }

  /** How many tokens there are, and {@code rest} more. */
  Numbers times(long rest) {
    return new Numbers(Arrays.stream(time).map(t -> t + rest).toArray());
  }

  /** What a node of the first graph is in the others. */
  List<Node> all(Node n) {
    return Objects.requireNonNull(same.get(n));
  }

  /** Whether the node's op has a number, other than a size, that depends on the length. */
  boolean varies(Node n) {
    return varying.contains(n);
  }

  /** What the varying number of a node's op is by the length; null where it is no such number. */
  @Nullable Line number(Node n) {
    double[] all = new double[time.length];
    for (int i = 0; i < all.length; i++) {
      Op op = all(n).get(i).op();
      all[i] =
          switch (op) {
            case Fill f -> f.value();
            case Iota c -> c.start();
            case Pointwise p -> p.c();
            default -> Double.NaN;
          };
      if (all[i] != Math.rint(all[i]) || Math.abs(all[i]) > 1L << 40) {
        return null;
      }
    }
    boolean steps = n.op() instanceof Iota a && a.step() != ((Iota) all(n).get(1).op()).step();
    return steps ? null : lineOf(new Numbers((long) all[0], (long) all[1], (long) all[2]));
  }

  /**
   * What a number is by the length.
   *
   * @throws NotCausal where it is no such number
   */
  Line line(Numbers n) {
    Line line = lineOf(n);
    if (line == null) {
      throw new NotCausal(null, "the net has sizes that cannot be followed");
    }
    return line;
  }

  private @Nullable Line lineOf(Numbers n) {
    long grown = n.at[0] - n.at[1];
    long by = time[0] - time[1];
    if (n.at[0] != n.at[2] || grown % by != 0) {
      return null;
    }
    return new Line(grown / by, n.at[0] - grown / by * time[0]);
  }

  /** The size of an axis. */
  Numbers size(Node n, int axis) {
    List<Node> all = all(n);
    long[] at = new long[all.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = all.get(i).type().dim(axis).value();
    }
    return new Numbers(at);
  }

  /** An attribute of the node's op that is a size. */
  Numbers attribute(Node n, java.util.function.Function<Op, Dim> of) {
    return numbers(all(n).stream().map(x -> of.apply(x.op())).toList());
  }

  private static Numbers numbers(List<Dim> dims) {
    return new Numbers(dims.stream().mapToLong(Dim::value).toArray());
  }

  private void pair(List<List<Node>> lists) {
    List<Node> nodes = lists.get(0);
    Map<Node, List<Node>> inOrder = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      List<Node> all = new ArrayList<>();
      for (List<Node> list : lists) {
        if (list.size() != nodes.size()) {
          throw new NotCausal(strange(lists), "is done another number of times at another length");
        }
        all.add(list.get(i));
      }
      Node n = nodes.get(i);
      for (Node other : all) {
        if (n.op().getClass() != other.op().getClass()
            || n.rank() != other.rank()
            || n.inputs().size() != other.inputs().size()) {
          throw new NotCausal(n.isInput() ? null : n, "is another operation at another length");
        }
        if (!sameWork(n.op(), other.op())) {
          varying.add(n);
        }
      }
      for (int k = 0; k < n.inputs().size(); k++) {
        int input = k;
        if (!all.stream().map(x -> x.input(input)).toList().equals(inOrder.get(n.input(k)))) {
          throw new NotCausal(n, "is done to other values at another length");
        }
      }
      inOrder.put(n, all);
      same.put(n, all);
      if (n.op() instanceof Scan) {
        pair(all.stream().map(x -> ((Scan) x.op()).recurrence().body()).map(this::ofBody).toList());
      }
    }
  }

  /** All of a body's nodes, its inputs first: those that it does not need too. */
  private List<Node> ofBody(Subgraph body) {
    List<Node> out = new ArrayList<>(body.inputs());
    body.nodes().stream().filter(n -> !n.isInput()).forEach(out::add);
    return out;
  }

  /** The first node at which lists of other lengths part. */
  private static @Nullable Node strange(List<List<Node>> lists) {
    for (int i = 0; i < lists.get(0).size(); i++) {
      Node n = lists.get(0).get(i);
      for (List<Node> list : lists) {
        if (i >= list.size() || n.op().getClass() != list.get(i).op().getClass()) {
          return n.isInput() ? null : n;
        }
      }
    }
    return null;
  }

  /** Whether two ops differ in nothing but sizes. */
  private static boolean sameWork(Op a, Op b) {
    if (a.equals(b)) {
      return true;
    }
    if (a.getClass() != b.getClass()) {
      return false;
    }
    return switch (a) {
      case Reshape r -> true;
      case Expand e -> true;
      case ScatterAdd s -> true;
      case org.nnlang.graph.Input i -> true;
      case Fill f ->
          f.value() == ((Fill) b).value() && f.type().dtype() == ((Fill) b).type().dtype();
      case Iota i -> {
        Iota j = (Iota) b;
        yield i.axis() == j.axis() && i.start() == j.start() && i.step() == j.step();
      }
      case Random r -> r.stream() == ((Random) b).stream();
      case Slice s -> s.steps().equals(((Slice) b).steps());
      case Assemble x -> x.parts().size() == ((Assemble) b).parts().size();
      case AddAlong x -> x.axis() == ((AddAlong) b).axis();
      case Convolve c -> {
        Convolve d = (Convolve) b;
        yield c.kind() == d.kind() && c.windows().equals(d.windows()) && c.groups() == d.groups();
      }
      case Pool p -> {
        Pool q = (Pool) b;
        yield p.kind() == q.kind() && p.windows().equals(q.windows());
      }
      case ScanOutput s -> s.index() == ((ScanOutput) b).index();
      case Scan s -> {
        Recurrence r = s.recurrence();
        Recurrence q = ((Scan) b).recurrence();
        yield r.kept().equals(q.kept())
            && r.sequences() == q.sequences()
            && r.reversed() == q.reversed();
      }
      default -> false;
    };
  }

  /** Tensors made while tracing must be the same ones at every length. */
  private void pairData() {
    for (Node n : List.copyOf(same.keySet())) {
      List<Node> all = all(n);
      if (!n.isInput() || n.graph() != first().graph()) {
        continue;
      }
      Object bound = n.graph().binding(n);
      for (Node other : all) {
        Object others = other.graph().binding(other);
        if (bound != others
            && bound instanceof Tensor a
            && !(others instanceof Tensor b && a.isSame(b))) {
          throw new NotCausal(null, "the net makes a tensor by hand that depends on the length");
        }
      }
    }
  }
}
