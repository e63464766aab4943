// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Traced;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Sample;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;

/** Samples of ops as nets to export, and numbers to try them on. */
public final class SampleNets {
  private SampleNets() {}

  /** What a sample takes, with floats of this type. */
  public static List<Type> types(Sample s, DType dtype) {
    return s.args().stream()
        .map(a -> a.type().dtype().isFloat() ? a.type().with(dtype) : a.type())
        .toList();
  }

  public static Traced traced(Engine engine, Sample s, List<Type> types) {
    return engine.trace(types, false, n -> List.of(s.body().apply(n)));
  }

  /** A function as the graph of a net without weights; arguments are {@code x0}, {@code x1}, … */
  public static NetGraph graph(Engine engine, Traced traced) {
    Map<Node, String> names = new IdentityHashMap<>();
    for (int i = 0; i < traced.arguments().size(); i++) {
      names.put(traced.arguments().get(i), "x" + i);
    }
    List<Node> nodes = Subgraph.needed(traced.results());
    nodes.forEach(n -> names.putIfAbsent(n, "%" + n.id()));
    return new NetGraph(
        new Nothing(engine),
        traced.arguments(),
        nodes,
        traced.results(),
        names,
        NetGraph.counted("y", traced.results()),
        Map.of());
  }

  /** Numbers of the range that an argument says; floats of 32 bits, whatever the type. */
  public static Tensor drawn(Engine engine, Sample.Arg arg, Type type, SplittableRandom random) {
    double[] values = new double[Math.toIntExact(type.size())];
    for (int i = 0; i < values.length; i++) {
      double v = arg.low() + random.nextDouble() * (arg.high() - arg.low());
      values[i] = type.dtype().isFloat() ? (float) v : Math.floor(v);
    }
    return switch (type.dtype()) {
      case FLOAT64 -> Tensor.of(engine.memory(), values, type.shape());
      case FLOAT32 -> Tensor.floats(engine.memory(), i -> values[(int) i], type.shape());
      case INT -> Tensor.ints(engine.memory(), i -> (long) values[(int) i], type.shape());
      case BOOL ->
          Tensor.of(
              engine.memory(),
              DType.BOOL,
              Arrays.stream(values).mapToLong(v -> (long) v).toArray(),
              type.shape());
    };
  }

  private static final class Nothing extends Module {
    Nothing(Engine engine) {
      super(engine);
    }

    @Override
    public String name() {
      return "sample";
    }

    @Override
    public String describe() {
      return name();
    }

    @Override
    protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
      throw new AssertionError();
    }

    @Override
    protected Module blank() {
      throw new AssertionError();
    }
  }
}
