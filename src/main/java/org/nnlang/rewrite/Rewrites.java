// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Subgraph;

/** All rewrites of graphs, in the order in which they are tried. */
public final class Rewrites {
  private Rewrites() {}

  /**
   * Tried on each node that tracing or a gradient adds, so every backend and every exporter sees
   * what they leave. A rule keeps the type and the bits of a value, but for {@link GeluPattern},
   * whose kernel rounds once less.
   */
  public static final List<Rule> WHILE_TRACING =
      List.of(
          // work that changes nothing is not done; must not drop + 0, which makes 0 of -0
          new NoEffect(),
          // a reshape, permutation or slice of another becomes one of its input
          new ViewChain(),
          // powers, quotients by numbers and sums for which there is a cheaper op; must round the
          // same
          new CheaperOp(),
          // x * (1 + erf(x / sqrt(2))) / 2, however it is written, is gelu: its gradient needs x
          // alone
          new GeluPattern(),
          // relu before a max pooling goes behind it, where there is less; must let NaN through
          new ReluBehindPool(),
          // the gradients of slices of one tensor are put next to each other, not added
          new JoinedSlices());

  /**
   * Done to a whole function that was traced, of known sizes, before gradients are taken of it, so
   * every backend and every exporter of it sees what they leave. Values stay the same to rounding.
   */
  public static final List<TracedPass> ONCE_TRACED =
      List.of(
          // what a loop has joined part after part is joined once of all parts
          JoinedParts::rewritten,
          // the same work turn after turn, on what the turn before left, is a scan; must draw the
          // random numbers that the turns would have drawn
          RolledLoops::rewritten);

  /** What the own backend does before it plans; no other backend sees it. */
  public static final List<Pass> BEFORE_PLANNING =
      List.of(
          // products by packed weights, and rows of them, take their codes; what else reads such a
          // weight must get it whole
          PackedProducts::rewrite,
          // scans of one body on the same inputs are one; must give each what it is asked for
          MergedScans::rewrite,
          // a sum whose parts' sums are there is made of them; must not make a sum that is not
          KnownSums::rewrite,
          // what is the same number everywhere is a fill; must keep the order of all other nodes
          ConstantFolding::rewrite,
          // images have their channels last from convolution to convolution; must give what else
          // reads them the axes as they were
          ChannelsLast::rewrite,
          // attention reads and writes permuted memory; must not touch what else reads that memory
          StridedViews::rewrite);

  /**
   * Nodes that compute what {@code outputs} do, after all of {@link #ONCE_TRACED}.
   *
   * @param fixed nodes that gradients are asked by
   */
  public static List<Node> onceTraced(List<Node> outputs, List<Node> fixed) {
    // what is computed might be computed from a loop, and would then be another node
    if (outputs.isEmpty() || fixed.stream().anyMatch(n -> !n.inputs().isEmpty())) {
      return outputs;
    }
    List<Node> now = outputs;
    for (TracedPass pass : ONCE_TRACED) {
      now = pass.rewrite(now, fixed);
    }
    return now;
  }

  /** The function after all of {@link #BEFORE_PLANNING}. */
  public static Subgraph beforePlanning(Subgraph function) {
    Subgraph now = function;
    for (Pass pass : BEFORE_PLANNING) {
      now = pass.rewrite(now);
    }
    return now;
  }
}
