// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * The gradient of a scan: a scan the other way, which carries the gradients of the carried values.
 *
 * <p>What the forward body computed and the backward body needs is given by the forward scan at
 * each step: a scan with more results, which the compiler takes in place of the one without. Views,
 * constants, random numbers and what is no float are made again. What a shared weight gets from all
 * steps is, where it is a product or a sum, one large product or sum after the loop, and else one
 * more carried value.
 */
final class ScanGradient {
  private final Node self;
  private final Recurrence forward;
  private final DType dtype;

  /** A step forward, and, after it, backward. */
  private final Graph step;

  private final List<Node> inputs = new ArrayList<>();

  /** Nodes of the forward body by what they are in {@link #step}. */
  private final Map<Node, Node> original = new HashMap<>();

  /** The number of nodes of the forward step. */
  private int end;

  /** The forward scan with all that is needed of it. */
  @SuppressWarnings("NullAway.Init") // known once the backward body is
  private ScanBuilder.Results values;

  private final ScanBuilder back;

  /** What nodes of {@link #step} are in the backward body. */
  private final Map<Node, Node> now = new HashMap<>();

  ScanGradient(Node self, Recurrence forward) {
    this.self = self;
    step = self.graph().fresh();
    this.forward = forward;
    dtype = self.dtype();
    back = new ScanBuilder(self.graph(), forward.steps(), !forward.reversed());
  }

  /** A value of the whole gradient, known once the backward scan is built. */
  private interface Later extends Function<ScanBuilder.Results, Node> {}

  List<Node> of(Node upstream) {
    forward.body().inputs().forEach(in -> inputs.add(step.input(in.type(), new Object())));
    Map<Node, Node> copies = forward.body().on(inputs, step);
    copies.forEach((body, copy) -> original.putIfAbsent(copy, body));
    end = step.nodes().size();
    List<Node> outputs = forward.body().outputs();
    List<Node> values = new ArrayList<>();
    List<Node> seeds = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Node part = ScanOutput.gradientOf(upstream, self, i);
      parts.add(part);
      if (part != null || i < forward.carried()) {
        values.add(copies.get(outputs.get(i)));
        seeds.add(step.input(outputs.get(i).type(), new Object()));
      }
    }
    List<Node> floats = inputs.stream().filter(in -> in.dtype() == dtype).toList();
    List<Node> found = Autograd.gradients(values, seeds, floats, Ops::accumulated);
    Map<Node, Node> gradients = new HashMap<>();
    for (int i = 0; i < floats.size(); i++) {
      if (found.get(i) != null) {
        gradients.put(floats.get(i), found.get(i));
      }
    }
    int at = 0;
    for (int i = 0; i < outputs.size(); i++) {
      if (parts.get(i) != null || i < forward.carried()) {
        now.put(seeds.get(at++), arriving(i, parts.get(i)));
      }
    }
    copyBody(gradients);
    return results(gradients, parts);
  }

  /** The gradient of an output of the body as a backward step finds it. */
  private Node arriving(int output, Node part) {
    if (output >= forward.carried()) {
      return back.sequence(part);
    }
    Type type = forward.body().outputs().get(output).type();
    boolean kept = forward.kept().get(output);
    Node none = Ops.full(self.graph(), type, 0);
    Node carry = back.carry(kept || part == null ? none : part, false);
    if (!kept || part == null) {
      return carry;
    }
    Dim from = Dim.of(forward.reversed() ? 0 : 1);
    Node after = Ops.slice(part, 0, from, from.plus(forward.steps()), 1);
    return Numeric.add(carry, back.sequence(after));
  }

  /** Fills the backward body with all that gradients need, and decides what the forward gives. */
  private void copyBody(Map<Node, Node> gradients) {
    Set<Node> wanted = new HashSet<>(gradients.values());
    List<Node> needed = new ArrayList<>();
    for (Node n : step.nodes().reversed()) {
      if (wanted.contains(n)) {
        needed.add(0, n);
        if (!isGiven(n)) {
          wanted.addAll(n.inputs());
        }
      }
    }
    values = withAllOf(needed.stream().filter(this::isGiven).toList());
    for (Node n : needed) {
      if (now.containsKey(n)) {
        continue;
      }
      int input = inputs.indexOf(n);
      boolean shared = input >= forward.carried() + forward.sequences();
      if (isGiven(n)) {
        now.put(n, shared ? back.shared(self.input(input)) : back.sequence(given(n)));
      } else {
        List<Node> in = n.inputs().stream().map(now::get).toList();
        now.put(n, back.body().add(n.op(), in));
      }
    }
  }

  /** Whether a node comes from the forward scan, and is not computed in the backward body. */
  private boolean isGiven(Node n) {
    if (n.op() instanceof Input) {
      return inputs.contains(n);
    }
    boolean view =
        n.inputs().isEmpty()
            || n.op() instanceof Slice
            || n.op() instanceof Reshape
            || n.op() instanceof Permute
            || n.op() instanceof Expand;
    return n.id() < end && !view && n.dtype() == dtype;
  }

  /** The forward scan that gives these too. */
  private ScanBuilder.Results withAllOf(List<Node> given) {
    List<Boolean> kept = new ArrayList<>(forward.kept());
    List<Node> outputs = new ArrayList<>(forward.body().outputs());
    for (Node n : given) {
      int carry = carried(n);
      if (carry >= 0) {
        kept.set(carry, true);
      } else if (!(n.op() instanceof Input) && !outputs.contains(original.get(n))) {
        outputs.add(original.get(n));
      }
    }
    var more =
        new Recurrence(
            forward.body().giving(outputs),
            kept,
            forward.sequences(),
            forward.reversed(),
            forward.steps());
    return new ScanBuilder.Results(self.graph().add(new Scan(more), self.inputs()));
  }

  /** Which carried value a node is, before the step or after it; else -1. */
  private int carried(Node n) {
    int before = inputs.indexOf(n);
    int after = forward.body().outputs().indexOf(original.get(n));
    int is = before >= 0 ? before : after;
    return is < forward.carried() ? is : -1;
  }

  /** A node that is given and not shared, at all steps. */
  private Node given(Node n) {
    int carry = carried(n);
    if (carry >= 0) {
      return inputs.contains(n) ? values.before(carry) : values.after(carry);
    }
    int input = inputs.indexOf(n);
    if (input >= 0) {
      return self.input(input);
    }
    var more = ((Scan) values.scan().op()).recurrence();
    return values.at(more.body().outputs().indexOf(original.get(n)));
  }

  private List<Node> results(Map<Node, Node> gradients, List<Node> parts) {
    List<Later> out = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Node g = gradients.get(inputs.get(i));
      Node copy = now.get(g);
      if (i < forward.carried()) {
        int carry = i;
        Node zero = Ops.full(back.body(), inputs.get(i).type(), 0);
        back.next(i, copy == null ? zero : copy);
        boolean also = forward.kept().get(i) && parts.get(i) != null;
        Dim first = forward.reversed() ? forward.steps() : Dim.of(0);
        out.add(
            r ->
                also
                    ? Numeric.add(r.last(carry), Ops.index(parts.get(carry), 0, first))
                    : r.last(carry));
      } else if (g == null) {
        out.add(r -> null);
      } else if (i < forward.carried() + forward.sequences()) {
        int index = back.give(Objects.requireNonNull(copy));
        out.add(r -> r.given(index));
      } else {
        out.add(summed(g));
      }
    }
    if (back.isEmpty()) {
      return out.stream().map(later -> (Node) null).toList();
    }
    ScanBuilder.Results r = back.build();
    List<Node> nodes = new ArrayList<>();
    out.forEach(later -> nodes.add(later.apply(r)));
    return nodes;
  }

  /** The sum of a node of the backward body over all steps. */
  private Later summed(Node n) {
    return switch (n.op()) {
      case MatMul op when n.rank() == 2 -> {
        Later product = product(op, all(n.input(0)), all(n.input(1)));
        yield n.inputs().size() > 2 ? plus(summed(n.input(2)), product) : product;
      }
      case Sum op -> sum(op, all(n.input(0)));
      case Add op when n.input(0).type().equals(n.input(1).type()) ->
          plus(summed(n.input(0)), summed(n.input(1)));
      case Reshape op -> after(summed(n.input(0)), x -> Ops.reshape(x, op.dims()));
      case Permute op -> after(summed(n.input(0)), x -> Ops.permute(x, op.axes()));
      case Assemble op -> {
        List<Later> each = n.inputs().stream().map(this::summed).toList();
        yield r -> self.graph().add(op, each.stream().map(x -> x.apply(r)).toList());
      }
      case ScatterAdd op when n.inputs().size() == 2 && inputs.contains(n.input(1)) -> {
        Later rows = all(n.input(0));
        yield r -> rows.apply(r).apply(op, given(n.input(1)));
      }
      default -> {
        Node sum = back.carry(Ops.full(self.graph(), n.type(), 0), false);
        int index = back.next(sum, Numeric.add(sum, Objects.requireNonNull(now.get(n))));
        yield r -> r.last(index);
      }
    };
  }

  /** A node of the backward body at all steps. */
  private Later all(Node n) {
    int input = inputs.indexOf(n);
    if (isGiven(n) && input < forward.carried() + forward.sequences()) {
      return r -> given(n);
    }
    int index = back.give(Objects.requireNonNull(now.get(n)));
    return r -> r.given(index);
  }

  /** One product in which the steps are summed over with what each sums over. */
  private Later product(MatMul op, Later a, Later b) {
    return r -> joined(a.apply(r), op.transposeA()).apply(op, joined(b.apply(r), !op.transposeB()));
  }

  /** The steps and an axis of each as one axis. */
  private Node joined(Node all, boolean rows) {
    Type t = all.type();
    Dim both = t.dim(0).times(t.dim(rows ? 1 : 2));
    return rows
        ? Ops.reshape(all, List.of(both, t.dim(2)))
        : Ops.reshape(Ops.permute(all, List.of(1, 0, 2)), List.of(t.dim(1), both));
  }

  private static Later sum(Sum op, Later all) {
    return r -> {
      if (op.from() == 0 && !op.keep()) {
        return all.apply(r).apply(new Sum(0, op.to() + 1, false));
      }
      Node each = all.apply(r).apply(new Sum(op.from() + 1, op.to() + 1, op.keep()));
      return each.apply(new Sum(0, 1, false));
    };
  }

  private static Later plus(Later a, Later b) {
    return r -> Ops.accumulated(a.apply(r), b.apply(r));
  }

  private static Later after(Later all, Function<Node, Node> view) {
    return r -> view.apply(all.apply(r));
  }
}
