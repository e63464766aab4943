// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.ScanBuilder;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.TypeNames;

/**
 * What layers that go along time have in common: settings, weights, one product of the inputs of
 * all places, and a scan for the rest. A kind says how many gates and states its cell has, and what
 * the cell does at one place.
 */
abstract class Recurrent implements LayerKind {
  /** Settings that all of them take. */
  static final String SETTINGS =
      "(in: integer, out: integer, *, layers: integer = 1, both: boolean = false, dropout: float ="
          + " 0.0, init: function? = none)";

  /** What help says of these. */
  static final String DOC =
      """
      With `layers: n` so many stand on each other; with `both: true` a second one in each layer
      reads backwards, and `out` numbers of each stand side by side, `[batch, time, 2 * out]`; `dropout`
      is the probability of leaving out numbers between layers while training.
      `cell.run(x, state: none)` gives `[y, state]`: what comes out, and the state after the last place,
      with which the next call goes on; without one it begins with zeros.
      """;

  /** How many parts of `out` numbers the weights have. */
  abstract int gates();

  /** Of the gates, how many of the last have a `bias_hh` that is not just added to `bias_ih`. */
  int gatesWithOwnBias() {
    return 0;
  }

  /** How many tensors a cell hands on; the first is what comes out. */
  abstract int states();

  /**
   * One place.
   *
   * @param seen of each gate the part from the input, biases included, {@code [batch, out]}
   * @param remembered of each gate the part from what came out at the place before
   * @param state what the place before handed on
   * @return what this one hands on
   */
  abstract List<Node> cell(List<Node> seen, List<Node> remembered, List<Node> state);

  @Override
  public void build(Layer layer) {
    int in = LayerChecks.positive(layer, "in");
    int out = LayerChecks.positive(layer, "out");
    int layers = LayerChecks.positive(layer, "layers");
    LayerChecks.within(layer, "dropout", 0, 1);
    int ways = ways(layer);
    Initializer draw = Initializer.uniform(layer, 1 / Math.sqrt(out));
    for (int i = 0; i < layers * ways; i++) {
      String name = name(layer, i);
      long wide = (long) gates() * out;
      draw.weight("weight_ih" + name, wide, i < ways ? in : (long) ways * out);
      draw.weight("weight_hh" + name, wide, out);
      draw.bias("bias_ih" + name, wide);
      draw.bias("bias_hh" + name, wide);
    }
  }

  private static int ways(Layer layer) {
    return layer.settings().flag("both") ? 2 : 1;
  }

  /** What PyTorch adds to the names of weights; nothing where there is one cell alone. */
  private static String name(Layer layer, int cell) {
    int ways = ways(layer);
    if (ways == 1 && layer.settings().integer("layers") == 1) {
      return "";
    }
    return "_l" + cell / ways + (cell % ways == 1 ? "_reverse" : "");
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return new Pass(trace, layer, x, null).result;
  }

  /**
   * What a script's {@code cell.run} does.
   *
   * @param x {@code [batch, time, in]}
   * @param state as this gave it, or null
   * @return what comes out, and the state after it: a tensor {@code [cells, batch, out]}, or a list
   *     of one for each that a cell hands on
   */
  List<Object> run(Trace trace, Layer layer, Node x, @Nullable Object state) {
    Pass pass = new Pass(trace, layer, x, state);
    List<Node> last = pass.last.stream().map(each -> Ops.stack(each, 0)).toList();
    return List.of(pass.result, states() == 1 ? last.get(0) : last);
  }

  /** All cells of a layer on one input. */
  private final class Pass {
    private final Trace trace;
    private final Layer layer;
    private final Dim out;
    private final Dim batch;
    private final Dim time;

    /** For each that is handed on, what it is after the last place, cell by cell. */
    private final List<List<Node>> last = new ArrayList<>();

    private final @Nullable List<Node> first;
    private final Node result;

    Pass(Trace trace, Layer layer, Node x, @Nullable Object state) {
      this.trace = trace;
      this.layer = layer;
      int in = layer.settings().integer("in");
      out = Dim.of(layer.settings().integer("out"));
      String wanted = "[batch, time, " + in + "]";
      LayerChecks.rank(layer, x, 3, wanted);
      LayerChecks.size(layer, x, -1, in, wanted);
      batch = x.type().dim(0);
      time = x.type().dim(1);
      first = state == null ? null : given(state);
      for (int i = 0; i < states(); i++) {
        last.add(new ArrayList<>());
      }
      int ways = ways(layer);
      int layers = layer.settings().integer("layers");
      Node now = Ops.transpose(x, 0, 1);
      for (int i = 0; i < layers; i++) {
        if (i > 0) {
          now = dropped(now);
        }
        List<Node> sides = new ArrayList<>();
        for (int way = 0; way < ways; way++) {
          sides.add(along(now, i * ways + way, way == 1));
        }
        now = ways == 1 ? sides.get(0) : Ops.concat(sides, -1);
      }
      result = Ops.transpose(now, 0, 1);
    }

    private Node dropped(Node x) {
      double p = layer.settings().number("dropout");
      if (p == 0) {
        return x;
      }
      if (!trace.training()) {
        LayerChecks.training(trace, layer, "`dropout` of `" + layer.name() + "`");
        return x;
      }
      return Ops.dropout(x, p, trace.nextStream());
    }

    private Node weight(String kind, int cell) {
      return layer.read(trace, kind + name(layer, cell));
    }

    /** One cell along time, {@code [time, batch, in]} to {@code [time, batch, out]}. */
    private Node along(Node x, int cell, boolean reversed) {
      Node own = weight("bias_hh", cell);
      Node bias = weight("bias_ih", cell);
      Node product = Ops.matmul(x, Ops.transpose(weight("weight_ih", cell)));
      Dim both = out.times(gates() - gatesWithOwnBias());
      Node early = Ops.slice(own, 0, Dim.of(0), both, 1);
      Dim rest = out.times(gatesWithOwnBias());
      Node seen = Numeric.add(product, Numeric.add(bias, Ops.pad(early, 0, Dim.of(0), rest, 0)));
      ScanBuilder scan = new ScanBuilder(trace.graph(), time, reversed);
      List<Node> state = new ArrayList<>();
      for (int i = 0; i < states(); i++) {
        Node begin = first(i, cell, new Type(seen.dtype(), List.of(batch, out)));
        state.add(scan.carry(begin, i == 0));
      }
      List<Node> parts = Ops.split(scan.sequence(seen), -1, gates());
      Node hh = Numeric.cast(weight("weight_hh", cell), seen.dtype());
      List<Node> remembered =
          new ArrayList<>(
              Ops.split(Ops.matmul(state.get(0), Ops.transpose(scan.shared(hh))), -1, gates()));
      if (gatesWithOwnBias() > 0) {
        Node late = scan.shared(Numeric.cast(Ops.slice(own, 0, both, null, 1), seen.dtype()));
        List<Node> biases = Ops.split(late, -1, gatesWithOwnBias());
        for (int i = 0; i < biases.size(); i++) {
          int gate = gates() - biases.size() + i;
          remembered.set(gate, Numeric.add(remembered.get(gate), biases.get(i)));
        }
      }
      List<Node> next = cell(parts, remembered, state);
      for (int i = 0; i < states(); i++) {
        scan.next(state.get(i), next.get(i));
      }
      ScanBuilder.Results r = scan.build();
      for (int i = 0; i < states(); i++) {
        last.get(i).add(r.last(i));
      }
      return r.after(0);
    }

    private Node first(int state, int cell, Type type) {
      return first == null
          ? Ops.full(trace.graph(), type, 0)
          : Numeric.cast(Ops.index(first.get(state), 0, cell), type.dtype());
    }

    private List<Node> given(Object state) {
      List<?> all = states() == 1 ? List.of(state) : state instanceof List<?> l ? l : List.of();
      long cells = (long) ways(layer) * layer.settings().integer("layers");
      List<Node> out = new ArrayList<>();
      for (Object each : all) {
        if (each instanceof TensorLike t && fits(Type.of(t), cells)) {
          out.add(trace.lift(t));
        }
      }
      if (out.size() != states() || all.size() != states()) {
        throw refused(state, cells);
      }
      return out;
    }

    private boolean fits(Type t, long cells) {
      return t.dtype().isFloat()
          && t.rank() == 3
          && !t.dim(0).cannotEqual(Dim.of(cells))
          && !t.dim(1).cannotEqual(batch)
          && !t.dim(2).cannotEqual(out);
    }

    private Problem refused(Object state, long cells) {
      String each = "[" + cells + ", " + batch + ", " + out + "]";
      String wanted =
          states() == 1 ? "a tensor of " + each : "a list of " + states() + " of " + each;
      return Problem.of(
              ErrorCode.SHAPE,
              "the state of " + layer.describe() + " is " + wanted + ", found " + found(state))
          .hint("`[y, s] = cell.run(x)` gives the state to go on from");
    }

    private String found(Object state) {
      return state instanceof TensorLike t
          ? (states() == 1 ? "one of " : "a tensor of ") + Type.of(t).shapeText()
          : TypeNames.found(state);
    }
  }
}
