// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import static org.nnlang.rewrite.Repetition.known;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.Ops;
import org.nnlang.op.Reshape;
import org.nnlang.op.ScanBuilder;
import org.nnlang.source.Span;

/**
 * Rewrites a graph in which the same work is done again and again, each time on what the time
 * before left and on the next slice of a tensor: a script's loop over time, which tracing has
 * unrolled. It becomes a scan. Must go before gradients are made, which are quick for a scan and
 * not for thousands of copies.
 *
 * <p>Found by {@link Repetition}; here it is taken out and a scan put in its place. The numbers
 * stay the same to rounding, those drawn within the loop too.
 */
final class RolledLoops {
  /** A graph of fewer nodes has no loop worth the search. */
  private static final int SMALL = 48;

  private final List<Node> nodes;
  private final List<Node> outputs;
  private final Repetition loop;
  private final Map<Node, Integer> at = new HashMap<>();
  private final Map<Node, Node> now = new HashMap<>();

  private ScanBuilder.@Nullable Results results;

  /** By role: which of the scan's carried values or given ones it is. */
  private final Map<Integer, Integer> carried = new HashMap<>();

  private final Map<Integer, Integer> given = new HashMap<>();

  private RolledLoops(List<Node> nodes, List<Node> outputs, Repetition loop) {
    this.nodes = nodes;
    this.outputs = outputs;
    this.loop = loop;
    for (int i = 0; i < nodes.size(); i++) {
      at.put(nodes.get(i), i);
    }
  }

  /**
   * Nodes of the same graph that compute the same as {@code outputs}.
   *
   * @param fixed nodes that must stay what they are, as gradients by them are asked for
   */
  static List<Node> rewritten(List<Node> outputs, List<Node> fixed) {
    if (outputs.get(0).graph().nodes().size() < SMALL) {
      return outputs;
    }
    Set<Node> kept = new HashSet<>(fixed);
    List<Node> now = outputs;
    while (true) {
      List<Node> nodes = Repetition.ordered(Subgraph.needed(now));
      Repetition loop = Repetition.find(nodes, now, kept);
      if (loop == null) {
        return now;
      }
      now = new RolledLoops(nodes, now, loop).rewritten();
    }
  }

  private List<Node> rewritten() {
    for (int i = 0; i < nodes.size(); i++) {
      if (i == loop.end()) {
        build();
      }
      Node n = nodes.get(i);
      if (i < loop.start() || i >= loop.end()) {
        now.put(n, rewritten(n));
      } else if (loop.isSlice(loop.role(i))) {
        now.put(n, n);
      }
    }
    if (results == null) {
      build();
    }
    return outputs.stream().map(this::current).toList();
  }

  private Node rewritten(Node n) {
    List<Node> in = new ArrayList<>();
    if (results != null && JoinedParts.isJoint(n)) {
      Node joined = joined(n);
      if (joined != null) {
        return joined;
      }
    }
    boolean same = true;
    for (Node i : n.inputs()) {
      in.add(current(i));
      same &= in.getLast() == i;
    }
    return same ? n : n.graph().again(n, in);
  }

  /** A node as it is now; of the loop a slice of what the scan gives. */
  private Node current(Node n) {
    int i = known(at, n);
    if (now.containsKey(n)) {
      return now.get(n);
    }
    int role = loop.role(i);
    now.put(
        n,
        loop.isAskedLast(role)
            ? results().last(known(carried, role))
            : Ops.index(all(role), 0, loop.turn(i)));
    return now.get(n);
  }

  /** What the scan gives, which is built where the loop has ended. */
  private ScanBuilder.Results results() {
    return Objects.requireNonNull(results);
  }

  /** What a role of the loop is in all turns, these being the first axis. */
  private Node all(int role) {
    return carried.containsKey(role)
        ? results().after(known(carried, role))
        : results().given(known(given, role));
  }

  /** A tensor joined of parts, where those of one role in turn are one part. */
  private @Nullable Node joined(Node n) {
    List<JoinedParts.Part> out = new ArrayList<>();
    List<JoinedParts.Part> parts = JoinedParts.of(n);
    boolean any = false;
    for (int i = 0; i < parts.size(); ) {
      int axis = -1;
      int end = i + 1;
      Node first = seen(parts.get(i).node());
      if (inLoop(first)) {
        while (end < parts.size()) {
          Node next = seen(parts.get(end).node());
          boolean follows =
              inLoop(next)
                  && known(at, next) == known(at, first) + (end - i) * loop.period()
                  && parts.get(end).node().type().equals(parts.get(i).node().type());
          int along = follows ? parts.get(end - 1).before(parts.get(end)) : -1;
          if (along < 0 || axis >= 0 && along != axis) {
            break;
          }
          axis = along;
          end++;
        }
      }
      if (end - i > 1) {
        out.add(parts.get(i).with(turns(first, end - i, parts.get(i).node().type().dims(), axis)));
        any = true;
      } else {
        out.add(parts.get(i).with(current(parts.get(i).node())));
      }
      i = end;
    }
    return any ? JoinedParts.join(n, out) : null;
  }

  /** Some turns of a role from that of a node on, side by side along an axis. */
  private Node turns(Node first, int count, List<Dim> dims, int axis) {
    int i = known(at, first);
    long turn = loop.turn(i);
    Node some = Ops.slice(all(loop.role(i)), 0, turn, turn + count, 1);
    List<Dim> led = new ArrayList<>(dims);
    led.add(0, Dim.of(count));
    List<Integer> order = new ArrayList<>();
    for (int k = 1; k <= dims.size(); k++) {
      order.add(k);
    }
    order.add(axis, 0);
    List<Dim> merged = new ArrayList<>(dims);
    merged.set(axis, dims.get(axis).times(count));
    return Ops.reshape(Ops.permute(Ops.reshape(some, led), order), merged);
  }

  /** What a reshape is a view of, where it is outside of the loop, and that is in it. */
  private Node seen(Node n) {
    return n.op() instanceof Reshape && !inLoop(n) ? n.input(0) : n;
  }

  private boolean inLoop(Node n) {
    int i = known(at, n);
    return i >= loop.start() && i < loop.end() && !loop.isSlice(loop.role(i));
  }

  private void build() {
    Node some = nodes.get(loop.start());
    Graph graph = some.graph();
    Span place = graph.at();
    Object owner = graph.within(some.owner());
    graph.at(some.span());
    ScanBuilder scan = new ScanBuilder(graph, Dim.of(loop.turns()), false);
    Map<Repetition.Carry, Node> carries = new HashMap<>();
    for (Repetition.Carry c : loop.carries()) {
      boolean first = !carried.containsKey(c.role());
      boolean keep = first && loop.asked().contains(c.role()) && !loop.isAskedLast(c.role());
      Node carry = scan.carry(known(now, c.first()), keep);
      carries.put(c, carry);
      carried.putIfAbsent(c.role(), carries.size() - 1);
    }
    Map<Integer, Node> body = new HashMap<>();
    for (int role = 0; role < loop.period(); role++) {
      if (!loop.isSlice(role)) {
        List<Node> in = new ArrayList<>();
        for (int k = 0; k < loop.node(role).inputs().size(); k++) {
          in.add(
              switch (loop.operand(role, k)) {
                case Repetition.Same s -> constant(scan, s.node());
                case Repetition.Own o -> known(body, o.role());
                case Repetition.Sliced s ->
                    scan.sequence(s.sequence().all(known(now, s.sequence().source())));
                case Repetition.Stacked s ->
                    scan.sequence(Ops.stack(s.nodes().stream().map(now::get).toList(), 0));
                case Repetition.Carry c -> known(carries, c);
              });
        }
        body.put(role, scan.body().add(loop.node(role).op(), in));
      }
    }
    for (Repetition.Carry c : loop.carries()) {
      scan.next(known(carries, c), known(body, c.role()));
    }
    for (int role : loop.asked()) {
      if (!carried.containsKey(role) && loop.isAskedLast(role)) {
        // handed on and never read: what there is of it at the end
        Node none = Ops.full(graph, loop.node(role).type(), 0);
        carried.put(role, scan.next(scan.carry(none, false), known(body, role)));
      } else if (!carried.containsKey(role)) {
        given.put(role, scan.give(known(body, role)));
      }
    }
    results = scan.build();
    graph.at(place);
    graph.within(owner);
  }

  /** What is the same at all steps; constants are made in each. */
  private Node constant(ScanBuilder scan, Node outside) {
    boolean made =
        outside.inputs().isEmpty() && outside.op().isPure() && !(outside.op() instanceof Input);
    return made ? scan.body().add(outside.op(), List.of()) : scan.shared(known(now, outside));
  }
}
