// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanBuilder;
import org.nnlang.op.ScanOutput;

/**
 * Rewrites a graph so that scans of one body on the same inputs are one scan, which gives what any
 * of them is asked for, and nothing else: a gradient asks for more than the loss did.
 */
final class MergedScans {
  private final Map<Key, Asked> asked = new HashMap<>();
  private final Map<Node, Node> now = new HashMap<>();

  /** What scans have in common that may be one. */
  private record Key(
      List<Node> inputs, List<Node> body, List<Node> next, boolean reversed, Dim steps) {
    static Key of(Node scan) {
      Recurrence r = recurrence(scan);
      return new Key(
          scan.inputs(),
          r.body().inputs(),
          r.body().outputs().subList(0, r.carried()),
          r.reversed(),
          r.steps());
    }
  }

  /** What is asked of such scans: which carried values at every step, and which nodes given. */
  private static final class Asked {
    final Set<Integer> kept = new HashSet<>();
    final Set<Node> given = new LinkedHashSet<>();
    @Nullable Node scan;
  }

  static Subgraph rewrite(Subgraph function) {
    if (function.nodes().stream().noneMatch(n -> n.op() instanceof Scan)) {
      return function;
    }
    MergedScans pass = new MergedScans();
    function.nodes().stream().filter(n -> n.op() instanceof ScanOutput).forEach(pass::ask);
    function.nodes().forEach(pass::add);
    return function.giving(function.outputs().stream().map(pass.now::get).toList());
  }

  private static Recurrence recurrence(Node scan) {
    return ((Scan) scan.op()).recurrence();
  }

  private void ask(Node output) {
    Node scan = output.input(0);
    if (!(scan.op() instanceof Scan)) {
      return;
    }
    Recurrence r = recurrence(scan);
    int index = ((ScanOutput) output.op()).index();
    Asked all = asked.computeIfAbsent(Key.of(scan), k -> new Asked());
    if (index >= r.carried()) {
      all.given.add(r.body().outputs().get(index));
    } else if (r.kept().get(index)) {
      all.kept.add(index);
    }
  }

  private void add(Node n) {
    if (n.op() instanceof ScanOutput out && n.input(0).op() instanceof Scan) {
      now.put(n, taken(n.input(0), out.index()));
    } else if (n.inputs().stream().allMatch(in -> now.get(in) == in)) {
      now.put(n, n);
    } else {
      now.put(n, n.graph().again(n, n.inputs().stream().map(now::get).toList()));
    }
  }

  /** A result of a scan as one of that which it has become. */
  private Node taken(Node scan, int index) {
    Recurrence r = recurrence(scan);
    Asked all = Objects.requireNonNull(asked.get(Key.of(scan)));
    if (all.scan == null) {
      all.scan = merged(scan, all);
    }
    var results = new ScanBuilder.Results(all.scan);
    if (index >= r.carried()) {
      return results.given(new ArrayList<>(all.given).indexOf(r.body().outputs().get(index)));
    }
    return r.kept().get(index) ? results.at(index) : results.last(index);
  }

  private Node merged(Node scan, Asked all) {
    Recurrence r = recurrence(scan);
    List<Boolean> kept = new ArrayList<>();
    for (int i = 0; i < r.carried(); i++) {
      kept.add(all.kept.contains(i));
    }
    List<Node> outputs = new ArrayList<>(r.body().outputs().subList(0, r.carried()));
    outputs.addAll(all.given);
    Set<Node> needed = new HashSet<>(Subgraph.needed(outputs));
    List<Node> inputs = new ArrayList<>();
    List<Node> arguments = new ArrayList<>();
    int sequences = 0;
    for (int i = 0; i < scan.inputs().size(); i++) {
      Node in = r.body().inputs().get(i);
      if (i < r.carried() || needed.contains(in)) {
        inputs.add(in);
        arguments.add(now.get(scan.input(i)));
        sequences += i >= r.carried() && i < r.carried() + r.sequences() ? 1 : 0;
      }
    }
    var body = new Subgraph(inputs, outputs);
    var less = new Recurrence(body, kept, sequences, r.reversed(), r.steps());
    return scan.graph().add(new Scan(less), arguments);
  }
}
