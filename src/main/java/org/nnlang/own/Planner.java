// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Kernel;
import org.nnlang.kernel.MatMul;
import org.nnlang.kernel.TileMachine;
import org.nnlang.lower.Lowering;
import org.nnlang.own.Operands.Place;
import org.nnlang.rewrite.Rewrites;
import org.nnlang.source.Polls;

/**
 * Makes a plan of a graph: groups nodes into passes and calls, puts these in order, decides what
 * must be in memory between them, and places it.
 */
final class Planner {
  private final List<Node> inputs;
  private final List<Node> outputs;
  private final Overwriting overwriting;
  private final Operands operands;
  private final Grouping grouping;
  private final Placement placement = new Placement();
  private final List<Plan.Task> tasks = new ArrayList<>();
  private final List<Plan.Slot> slots = new ArrayList<>();
  private final Map<Node, RepeatKernel> repeats = new HashMap<>();

  /** Which output's memory a value is written to directly. */
  private final Map<Node, Integer> direct = new HashMap<>();

  private Planner(Subgraph function, Overwriting overwriting) {
    this.overwriting = overwriting;
    inputs = function.inputs();
    outputs = function.outputs();
    operands = new Operands(function.nodes(), outputs);
    grouping = new Grouping(function.nodes(), operands);
  }

  /** A plan of the function, whose inputs become the plan's arguments. */
  static Plan plan(Subgraph function) {
    return new Planner(Rewrites.beforePlanning(function), Overwriting.of(function)).plan();
  }

  private Plan plan() {
    List<Group> order = schedule();
    Set<Node> stored = stored(order);
    var again = new Again(order, grouping, operands, stored);
    chooseDirectOutputs();
    for (int i = 0; i < order.size(); i++) {
      Polls.sometimes();
      for (Node n : order.get(i).members.keySet()) {
        if (stored.contains(n) && !direct.containsKey(n)) {
          Node base = updated(n);
          if (base != null && placement.has(base)) {
            placement.rewritten(n, base, i);
          } else {
            placement.written(n, bytes(n.type()), i);
          }
        }
      }
      for (Node n : order.get(i).members.keySet()) {
        for (Node source : grouping.sources(n)) {
          for (Node read : again.memory(source)) {
            placement.read(read, i);
          }
        }
        if (operands.lowering(n) instanceof Lowering.Repeat r) {
          repeats.put(n, new RepeatKernel(r.recurrence()));
          placement.used(repeats.get(n), repeats.get(n).workspaceBytes(), i);
        }
      }
    }
    for (Node out : outputs) {
      placement.read(operands.place(out).node(), order.size());
    }
    placement.place();
    for (Group g : order) {
      if (g.pass) {
        addPass(g, stored, again);
      } else {
        addCall(g.members.keySet().iterator().next());
      }
    }
    copyOtherOutputs();
    List<Type> types = outputs.stream().map(Node::type).toList();
    return new Plan(inputs.size(), types, placement.size(), tasks, slots, overwriting);
  }

  /** Groups in an order that respects what each waits for; otherwise that of the graph. */
  private List<Group> schedule() {
    Map<Integer, Group> byId = new HashMap<>();
    grouping.groups().forEach(g -> byId.put(g.id, g));
    Map<Group, BitSet> waiting = new HashMap<>();
    PriorityQueue<Group> ready = new PriorityQueue<>((a, b) -> Integer.compare(a.last(), b.last()));
    for (Group g : grouping.groups()) {
      BitSet open = new BitSet();
      g.before.stream().filter(byId::containsKey).forEach(open::set);
      waiting.put(g, open);
      if (open.isEmpty()) {
        ready.add(g);
      }
    }
    List<Group> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      Group g = ready.poll();
      order.add(g);
      waiting.forEach(
          (other, open) -> {
            if (open.get(g.id)) {
              open.clear(g.id);
              if (open.isEmpty()) {
                ready.add(other);
              }
            }
          });
    }
    if (order.size() != byId.size()) {
      throw new IllegalStateException("groups wait for each other");
    }
    return order;
  }

  /** What is read by another group, or from outside, and so must be in memory. */
  private Set<Node> stored(List<Group> order) {
    Set<Node> stored = new HashSet<>();
    for (Group g : order) {
      for (Node n : g.members.keySet()) {
        for (Node source : grouping.sources(n)) {
          Node root = operands.place(source).node();
          if (grouping.of(root) != g) {
            stored.add(root);
          }
        }
        if (!g.pass) {
          stored.add(n);
        }
      }
    }
    for (Node out : outputs) {
      stored.add(operands.place(out).node());
    }
    return stored;
  }

  private void chooseDirectOutputs() {
    for (int i = 0; i < outputs.size(); i++) {
      Place p = operands.place(outputs.get(i));
      if (!(p.node().op() instanceof Input)
          && p.node().type().size() == outputs.get(i).type().size()) {
        direct.putIfAbsent(p.node(), i);
      }
    }
    for (Node n : List.copyOf(direct.keySet())) {
      for (Node base = updated(n); base != null; base = updated(base)) {
        direct.putIfAbsent(base, direct.get(n));
      }
    }
  }

  /** What the node's kernel only changes, where that may have the node's memory from the start. */
  private @Nullable Node updated(Node n) {
    int updates =
        switch (operands.lowering(n)) {
          case Lowering.Call c -> c.kernel().updates();
          case Lowering.MatMul m when n.inputs().size() > 2 -> 2;
          case null, default -> Kernel.NOTHING;
        };
    if (updates == Kernel.NOTHING) {
      return null;
    }
    Node base = n.input(updates);
    boolean own = !(base.op() instanceof Input) && operands.place(base).equals(new Place(base, 0));
    return own && operands.users(base).size() == 1 && !operands.isOutput(base) ? base : null;
  }

  private void addPass(Group g, Set<Node> stored, Again again) {
    List<Node> results = g.members.keySet().stream().filter(stored::contains).toList();
    Emitter.Pass pass = new Emitter(g, operands, again).emit(results);
    List<Place> buffers = pass.buffers();
    String names =
        g.members.keySet().stream().map(n -> n.op().name()).collect(Collectors.joining(" "));
    Plan.Task task =
        new Plan.Task(
            TileMachine.compile(pass.program()),
            buffers.size(),
            "pass " + g.rows() + "x" + g.cols + ": " + names);
    for (int i = 0; i < buffers.size(); i++) {
      slot(task, i, buffers.get(i));
    }
    tasks.add(task);
  }

  private void addCall(Node n) {
    Type[] in = n.inputs().stream().map(Node::type).toArray(Type[]::new);
    Kernel kernel =
        switch (operands.lowering(n)) {
          case Lowering.Call c -> c.kernel();
          case Lowering.MatMul m ->
              MatMul.of(
                  n.dtype(),
                  in[0].shape(),
                  in[1].shape(),
                  m.transposeA(),
                  m.transposeB(),
                  1,
                  in.length > 2 ? 1 : 0);
          case Lowering.Repeat r -> Objects.requireNonNull(repeats.get(n));
          case null, default -> throw new IllegalStateException(n.op() + " is no call");
        };
    int buffers = in.length + (kernel instanceof RepeatKernel ? 1 : 0);
    Plan.Task task =
        new Plan.Task(kernel, buffers, n.op().name() + List.of(in) + " -> " + n.type());
    for (int i = 0; i < in.length; i++) {
      slot(task, i, operands.place(n.input(i)), bytes(in[i]));
    }
    if (kernel instanceof RepeatKernel repeat) {
      long from = placement.offset(repeat);
      slots.add(new Plan.Slot(task, in.length, 0, from, repeat.workspaceBytes()));
    }
    slot(task, buffers, new Place(n, 0));
    tasks.add(task);
  }

  /** Results that are an input, a part of another value, or asked for twice. */
  private void copyOtherOutputs() {
    for (int i = 0; i < outputs.size(); i++) {
      Node out = outputs.get(i);
      Place p = operands.place(out);
      if (direct.getOrDefault(p.node(), -1) != i) {
        Plan.Task task = new Plan.Task((from, to, run) -> to.copyFrom(from[0]), 1, "copy");
        slot(task, 0, p, bytes(out.type()));
        slots.add(new Plan.Slot(task, 1, 1 + inputs.size() + i, 0, bytes(out.type())));
        tasks.add(task);
      }
    }
  }

  private void slot(Plan.Task task, int index, Place place) {
    long from = place.offset() * place.node().dtype().bytes();
    slot(task, index, place, bytes(place.node().type()) - from);
  }

  private void slot(Plan.Task task, int index, Place place, long bytes) {
    Node n = place.node();
    long from = place.offset() * n.dtype().bytes();
    int base;
    if (n.op() instanceof Input) {
      base = 1 + inputs.indexOf(n);
    } else if (direct.containsKey(n)) {
      base = 1 + inputs.size() + direct.get(n);
    } else {
      base = 0;
      from += placement.offset(n);
    }
    slots.add(new Plan.Slot(task, index, base, from, bytes));
  }

  private static long bytes(Type t) {
    return t.size() * t.dtype().bytes();
  }
}
