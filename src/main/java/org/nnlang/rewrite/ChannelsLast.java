// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.lower.ConvolveLast;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.lower.PoolLast;
import org.nnlang.lower.Turned;
import org.nnlang.op.Convolve;
import org.nnlang.op.Detach;
import org.nnlang.op.Fill;
import org.nnlang.op.Identity;
import org.nnlang.op.Permute;
import org.nnlang.op.Pool;
import org.nnlang.op.Reshape;
import org.nnlang.op.Sum;
import org.nnlang.tensor.DType;

/**
 * Convolutions take and give images with their channels last, as their code wants them, and so does
 * what is done to each number between them, and pooling; sums over images are sums over rows then.
 * What else reads such an image gets it permuted. Done where that moves less than it saves.
 */
final class ChannelsLast {
  private static final int RANK = 4;
  private static final int CHANNELS = 1;

  /** How much longer a number takes that is turned than one that a convolution reorders. */
  private static final int SLOWER = 2;

  /** And how much longer than turned ones those that are summed over places, which are apart. */
  private static final int APART = 3;

  private final Graph graph = new Graph();

  /** Nodes of the old graph as they were. */
  private final Map<Node, Node> plain = new HashMap<>();

  /** Nodes of the old graph with their channels last. */
  private final Map<Node, Node> last = new HashMap<>();

  /** Those that are computed so. */
  private final Set<Node> made = new HashSet<>();

  /** Numbers of the new graph that are turned, or of what takes as long as that. */
  private final Map<Node, Long> turned = new HashMap<>();

  private final Set<Pool> pools = new HashSet<>();

  /** Whether there is code for convolutions; to ask takes a while. */
  private final Map<ConvolveLast, Boolean> compiled = new HashMap<>();

  private ChannelsLast() {}

  static Subgraph rewrite(Subgraph function) {
    if (function.nodes().stream().noneMatch(n -> n.op() instanceof Convolve)) {
      return function;
    }
    return new ChannelsLast().rewritten(function);
  }

  private Subgraph rewritten(Subgraph function) {
    for (Node n : function.inputs()) {
      plain.put(n, graph.input(n.type(), n));
    }
    for (Node n : function.nodes()) {
      if (!plain.containsKey(n)) {
        add(n);
      }
    }
    Subgraph now =
        new Subgraph(
            function.inputs().stream().map(plain::get).toList(),
            function.outputs().stream().map(this::plain).toList());
    return isWorth(now) ? now : function;
  }

  private boolean isWorth(Subgraph now) {
    long saved = 0;
    long moved = 0;
    for (Node n : now.nodes()) {
      if (n.op() instanceof ConvolveLast c) {
        Convolve.Parts parts = c.op().parts(c.types());
        saved += parts.images().size() + parts.results().size();
      } else {
        moved += turned.getOrDefault(n, 0L);
      }
    }
    return saved > SLOWER * moved;
  }

  private void add(Node n) {
    ConvolveLast convolution = ConvolveLast.of(n);
    if (convolution != null && compiled.computeIfAbsent(convolution, ConvolveLast::isCompiled)) {
      convolve(n, convolution);
      return;
    }
    PoolLast pool = PoolLast.of(n);
    if (pool != null && isPooledLast(pool.op(), n)) {
      made.add(n);
      pools.add(pool.op());
      last.put(n, graph.add(pool, n.inputs().stream().map(this::last).toList()));
    } else if (isMadeLast(n)) {
      made.add(n);
      last.put(n, graph.add(n.op(), n.inputs().stream().map(this::operand).toList()));
    } else if (summed(n) == null) {
      plain.put(n, graph.add(n.op(), n.inputs().stream().map(this::plain).toList()));
    }
  }

  private void convolve(Node n, ConvolveLast op) {
    boolean ofWeights = op.op().kind() == Convolve.Kind.WEIGHTS;
    Node a = last(n.input(0));
    Node b = ofWeights ? last(n.input(1)) : plain(n.input(1));
    Node now = n.inputs().size() > 2 ? graph.add(op, a, b, plain(n.input(2))) : graph.add(op, a, b);
    if (ofWeights) {
      plain.put(n, now);
    } else {
      made.add(n);
      last.put(n, now);
    }
  }

  /** Where it takes images with channels last, or is the way back of a mean that does. */
  private boolean isPooledLast(Pool op, Node n) {
    return n.inputs().stream().anyMatch(made::contains)
        || op.kind() == Pool.Kind.MEAN_ADD
            && pools.contains(new Pool(Pool.Kind.MEAN, op.windows(), op.sizes()));
  }

  /** Whether each number of it is made of numbers of which some have their channels last. */
  private boolean isMadeLast(Node n) {
    if (n.rank() != RANK
        || n.inputs().stream()
            .noneMatch(in -> made.contains(in) && in.type().dims().equals(n.type().dims()))) {
      return false;
    }
    if (n.op() instanceof Detach || n.op() instanceof Identity) {
      return true;
    }
    return switch (Lower.of(n)) {
      case Lowering.Map1 m -> true;
      case Lowering.Map2 m -> true;
      case Lowering.Where w -> true;
      case Lowering.Cast c -> true;
      default -> false;
    };
  }

  /** An input of what is made with channels last, to which it may broadcast. */
  private Node operand(Node in) {
    if (made.contains(in)) {
      return last(in);
    }
    if (in.op() instanceof Fill f) {
      return graph.add(new Fill(f.type().with(List.of()), f.value()));
    }
    Repeated repeated = Repeated.of(in, RANK);
    if (in.type().dims().equals(repeated.dims())) {
      return last(in);
    }
    return turned(reshaped(plain(repeated.core()), repeated.dims()), true);
  }

  /** The node with its channels last. */
  private Node last(Node n) {
    Node now = last.get(n);
    if (now == null) {
      now = turned(plain(n), true);
      last.put(n, now);
    }
    return now;
  }

  /** The node as it was. */
  private Node plain(Node n) {
    Node now = plain.get(n);
    if (now == null) {
      Node image = last.get(n);
      now = image == null ? sum(n) : turned(image, false);
      plain.put(n, now);
    }
    return now;
  }

  /** What a node is a sum of that has its channels last, where these are next to each other. */
  private KnownSums.@Nullable Summed summed(Node n) {
    if (!(n.op() instanceof Sum)) {
      return null;
    }
    KnownSums.Summed found = KnownSums.summed(n);
    if (!made.contains(found.source())) {
      return null;
    }
    // what is left must be in the order it had
    List<Integer> now = axes(found);
    if (now.isEmpty()) {
      return null;
    }
    boolean together = now.size() == now.getLast() - now.getFirst() + 1;
    boolean ordered =
        now.contains(RANK - 1) || now.contains(CHANNELS) && now.contains(CHANNELS + 1);
    return together && ordered ? found : null;
  }

  /** The summed axes as they are where channels are last. */
  private static List<Integer> axes(KnownSums.Summed summed) {
    return IntStream.range(0, RANK)
        .filter(axis -> summed.axes().contains(ConvolveLast.AXES.get(axis)))
        .boxed()
        .toList();
  }

  private Node sum(Node n) {
    KnownSums.Summed summed = KnownSums.summed(n);
    List<Integer> axes = axes(summed);
    Sum op = new Sum(axes.getFirst(), axes.getLast() + 1, false);
    Node now = graph.add(op, last(summed.source()));
    if (op.from() > 0 && op.to() < RANK) {
      turned.put(now, APART * summed.source().type().size());
    }
    return reshaped(now, n.type().dims());
  }

  private Node reshaped(Node n, List<Dim> dims) {
    return n.type().dims().equals(dims) ? n : graph.add(new Reshape(dims), n);
  }

  /** Turned so that channels are last, or first again. */
  private Node turned(Node n, boolean toLast) {
    Type type = n.type();
    List<Integer> axes = toLast ? ConvolveLast.AXES : ConvolveLast.BACK;
    List<Integer> real = axes.stream().filter(axis -> !type.dim(axis).is(1)).toList();
    if (real.equals(real.stream().sorted().toList())) {
      return reshaped(n, axes.stream().map(type::dim).toList());
    }
    Node now = graph.add(n.dtype() == DType.FLOAT32 ? new Turned(toLast) : new Permute(axes), n);
    turned.put(now, type.size());
    return now;
  }
}
