// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;

/**
 * Builds a {@link Scan}: says what goes into a step, computes with it, and says what comes out.
 *
 * <p>What a step computes of sequences and shared values alone, and what costs, is taken out of the
 * body and done for all steps at once: products of matrices are few and large then.
 */
public final class ScanBuilder {
  private final Graph graph;
  private final Dim steps;
  private final boolean reversed;
  private final Graph body;
  private final List<Node> first = new ArrayList<>();
  private final List<Node> carried = new ArrayList<>();
  private final List<Boolean> kept = new ArrayList<>();
  private final Map<Node, Node> next = new HashMap<>();
  // by what they are outside
  private final Map<Node, Node> sequences = new LinkedHashMap<>();
  private final Map<Node, Node> shared = new LinkedHashMap<>();
  private final List<Node> given = new ArrayList<>();

  /**
   * @param graph of which the scan will be a node
   * @param steps how many
   * @param reversed whether it begins with the last step
   */
  public ScanBuilder(Graph graph, Dim steps, boolean reversed) {
    this.graph = graph;
    body = graph.fresh();
    this.steps = steps;
    this.reversed = reversed;
  }

  /**
   * A value that is handed from step to step, floats of the type of all that the scan gives.
   *
   * @param before what it is before the first step
   * @param keep whether it is asked for at every step, and not only after the last
   * @return what a step finds
   */
  public Node carry(Node before, boolean keep) {
    Node in = body.input(before.type(), new Object());
    first.add(before);
    carried.add(in);
    kept.add(keep);
    return in;
  }

  /** One step of a tensor whose first axis is the steps. */
  public Node sequence(Node all) {
    if (all.rank() == 0) {
      throw Messages.rank("scan", "a tensor whose first axis is the steps", all.type());
    }
    Type step = all.type().with(all.type().dims().subList(1, all.rank()));
    return sequences.computeIfAbsent(all, x -> body.input(step, new Object()));
  }

  /** A tensor that is the same at all steps. */
  public Node shared(Node value) {
    return shared.computeIfAbsent(value, x -> body.input(x.type(), new Object()));
  }

  /** Says what a carried value is after the step, and which of those it is. */
  public int next(Node carry, Node after) {
    next.put(carry, after);
    return carried.indexOf(carry);
  }

  void next(int carry, Node after) {
    next.put(carried.get(carry), after);
  }

  /** Whether nothing would come out. */
  boolean isEmpty() {
    return carried.isEmpty() && given.isEmpty();
  }

  /** Has a value of each step come out, and says which of those it is. */
  public int give(Node value) {
    int known = given.indexOf(value);
    if (known < 0) {
      given.add(value);
    }
    return known < 0 ? given.size() - 1 : known;
  }

  /** The graph in which a step is computed. */
  public Graph body() {
    return body;
  }

  /** The scan. */
  public Results build() {
    List<Node> outputs = new ArrayList<>();
    carried.forEach(c -> outputs.add(next.get(c)));
    outputs.addAll(given);
    Map<Node, Node> outside = outside(outputs);
    List<Node> results = rebuilt(outputs, outside);
    List<Node> inputs = new ArrayList<>(carried);
    List<Node> arguments = new ArrayList<>(first);
    Set<Node> needed = new HashSet<>(Subgraph.needed(results));
    int along = 0;
    for (var s : sequences.entrySet()) {
      if (needed.contains(s.getValue())) {
        arguments.add(s.getKey());
        inputs.add(s.getValue());
        along++;
      }
    }
    for (var s : shared.entrySet()) {
      if (needed.contains(s.getValue())) {
        arguments.add(s.getKey());
        inputs.add(s.getValue());
      }
    }
    var recurrence = new Recurrence(new Subgraph(inputs, results), kept, along, reversed, steps);
    return new Results(graph.add(new Scan(recurrence), arguments));
  }

  /**
   * What of the body is the same at all steps, or is costly and needs no carried value: by node of
   * the body what it is outside, one for each step or one for all.
   */
  private Map<Node, Node> outside(List<Node> outputs) {
    EveryStep every = new EveryStep(steps);
    sequences.forEach((all, in) -> every.along(in, all));
    shared.forEach((value, in) -> every.same(in, value));
    Map<Node, Node> out = new LinkedHashMap<>();
    for (Node n : Subgraph.needed(outputs)) {
      boolean costly = n.op() instanceof MatMul || n.op() instanceof Gather;
      boolean once = every.isSame(n) && !(n.op() instanceof Expand);
      if (!(n.op() instanceof Input) && (costly || once)) {
        Node all = every.of(n);
        if (all != null) {
          out.put(n, every.isSame(n) ? shared(all) : sequence(all));
        }
      }
    }
    return out;
  }

  private List<Node> rebuilt(List<Node> outputs, Map<Node, Node> outside) {
    if (outside.isEmpty()) {
      return outputs;
    }
    Map<Node, Node> now = new HashMap<>(outside);
    for (Node n : Subgraph.needed(outputs)) {
      if (!now.containsKey(n)) {
        List<Node> in = n.inputs().stream().map(now::get).toList();
        now.put(n, in.equals(n.inputs()) ? n : body.add(n.op(), in));
      }
    }
    return outputs.stream().map(now::get).toList();
  }

  /** What a scan gives, as nodes of the graph that it is in. */
  public record Results(Node scan) {
    private Recurrence recurrence() {
      return ((Scan) scan.op()).recurrence();
    }

    /** A result of {@link Recurrence#results}. */
    public Node at(int index) {
      return ScanOutput.of(scan, index);
    }

    /** What each step gave, by its place in time; numbered as {@link #give} did. */
    public Node given(int i) {
      return at(recurrence().carried() + i);
    }

    /** What a carried value is after the last step. */
    public Node last(int carried) {
      Node all = at(carried);
      boolean end = !recurrence().reversed();
      return recurrence().kept().get(carried)
          ? Ops.index(all, 0, end ? recurrence().steps() : Dim.of(0))
          : all;
    }

    /** What a kept value is after each step. */
    public Node after(int carried) {
      return recurrence().reversed() ? early(at(carried)) : late(at(carried));
    }

    /** What a kept value is before each step. */
    public Node before(int carried) {
      return recurrence().reversed() ? late(at(carried)) : early(at(carried));
    }

    private Node early(Node all) {
      return Ops.slice(all, 0, Dim.of(0), recurrence().steps(), 1);
    }

    private Node late(Node all) {
      return Ops.slice(all, 0, Dim.of(1), recurrence().steps().plus(1), 1);
    }
  }
}
