// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Calls every function of ops {@value #CALLS} times with arguments that mostly make no sense, on
 * the engine, with gradients. A program of its own: a kernel that reads past its memory may take
 * the JVM with it. Writes the name of each function before its calls, so that the last one is to
 * blame.
 */
final class BadCalls {
  static final int CALLS = 500;

  private static final long BUDGET = 64L << 20;

  private static final String[] PATTERNS = {
    "ij,jk->ik",
    "ii",
    "...i,i",
    "a (b c) -> b a c",
    "a b -> b",
    "(a b) -> a b",
    "... -> ...",
    ")(",
    "->",
    ""
  };

  private BadCalls() {}

  static Stream<Method> functions() {
    return Stream.of(
            Ops.class,
            Numeric.class,
            Conditions.class,
            Activations.class,
            Attention.class,
            Convolution.class,
            Dropout.class,
            Losses.class,
            Norms.class,
            Softmax.class,
            Upsample.class)
        .flatMap(c -> Arrays.stream(c.getMethods()))
        .filter(m -> Modifier.isStatic(m.getModifiers()))
        .sorted((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
  }

  public static void main(String[] args) {
    try (Engine engine = new Engine(2, BUDGET, () -> {})) {
      functions()
          .forEach(
              m -> {
                System.out.println(m.getName() + Arrays.toString(m.getParameterTypes()));
                System.out.flush();
                call(engine, m);
              });
    }
    System.out.println("done");
  }

  private static void call(Engine engine, Method m) {
    var random = new SplittableRandom(m.toGenericString().hashCode());
    for (int i = 0; i < CALLS; i++) {
      Graph g = new Graph();
      Object[] args =
          Arrays.stream(m.getGenericParameterTypes()).map(t -> draw(t, g, random)).toArray();
      try {
        compute(engine, g, m, args, random);
      } catch (Problem p) {
        if (p.getMessage().isBlank()) {
          throw new AssertionError(m + " says nothing");
        }
      } catch (RuntimeException | Error e) {
        String types =
            Arrays.stream(args)
                .map(a -> a instanceof Node n ? n.type().toString() : String.valueOf(a))
                .toList()
                .toString();
        throw new AssertionError(m.getName() + types, e);
      }
    }
  }

  private static void compute(
      Engine engine, Graph g, Method m, Object[] args, SplittableRandom random) {
    List<Node> inputs = g.inputs();
    List<Tensor> tensors =
        inputs.stream().map(n -> tensor(engine, n.type(), random.nextInt(3) == 0)).toList();
    List<Tensor> floats = tensors.stream().filter(t -> t.dtype().isFloat()).toList();
    boolean wantsGradients = m.getReturnType() == Node.class && random.nextBoolean();
    if (wantsGradients && !floats.isEmpty()) {
      engine.valueAndGrad(
          tensors,
          floats,
          false,
          nodes -> {
            Node out = (Node) invoke(m, args, inputs, nodes);
            // a sum over 2^40 repeated elements needs no memory, only a day
            boolean sums = out.dtype().isFloat() && out.type().count().value() <= 1 << 20;
            return Ops.sum(sums ? out : nodes.getFirst(), null, false);
          });
    } else {
      engine.applyAll(
          tensors,
          nodes -> {
            Object result = invoke(m, args, inputs, nodes);
            return result == null
                ? List.of() // a check, which has nothing to say against these
                : result instanceof List<?> list
                    ? list.stream().map(Node.class::cast).toList()
                    : List.of((Node) result);
          });
    }
  }

  private static Object invoke(Method m, Object[] args, List<Node> inputs, List<Node> nodes) {
    Graph g = nodes.isEmpty() ? null : nodes.get(0).graph();
    Object[] now = Arrays.stream(args).map(a -> onto(a, inputs, nodes, g)).toArray();
    try {
      return m.invoke(null, now);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The argument with the nodes of the graph that runs in place of those it was drawn with. */
  private static Object onto(Object arg, List<Node> inputs, List<Node> nodes, Graph g) {
    return switch (arg) {
      case Node n -> nodes.get(inputs.indexOf(n));
      case Graph old -> g == null ? old : g;
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(onto(item, inputs, nodes, g)));
        yield items;
      }
      case Attention.Options o ->
          new Attention.Options(
              o.causal(),
              o.window(),
              (Node) onto(o.mask(), inputs, nodes, g),
              o.dropout(),
              o.stream(),
              o.scale());
      case Losses.Options o ->
          new Losses.Options(o.reduction(), (Node) onto(o.weight(), inputs, nodes, g));
      case null, default -> arg;
    };
  }

  /** Small numbers; where {@code wild}, also such as no index may be. */
  private static Tensor tensor(Engine engine, Type type, boolean wild) {
    double[] numbers = new double[(int) type.size()];
    int low = wild && type.dtype() != DType.BOOL ? -2 : 0;
    int count = type.dtype() == DType.BOOL ? 2 : wild ? 7 : 3;
    Arrays.setAll(numbers, i -> low + i * 5 % count);
    return OpsOnEngineTest.tensor(engine, type, numbers);
  }

  private static Object draw(java.lang.reflect.Type type, Graph g, SplittableRandom random) {
    if (type instanceof ParameterizedType p) {
      if (p.getRawType() == Map.class) {
        return random.nextBoolean() ? Map.of() : Map.of("b", dim(random));
      }
      int count = random.nextInt(4);
      java.lang.reflect.Type item = p.getActualTypeArguments()[0];
      boolean none = item == Integer.class && random.nextInt(4) == 0;
      return none
          ? null
          : new ArrayList<>(
              IntStream.range(0, count).mapToObj(i -> draw(item, g, random)).toList());
    }
    Class<?> c = (Class<?>) type;
    if (c == Node.class) {
      return g.input(type(random), new Object());
    } else if (c == Graph.class) {
      return g;
    } else if (c == Type.class) {
      return type(random);
    } else if (c == Dim.class) {
      return dim(random);
    } else if (c == DType.class) {
      return DType.values()[random.nextInt(4)];
    } else if (c == int.class || c == Integer.class) {
      return random.nextInt(-3, 5);
    } else if (c == long.class || c == Long.class) {
      return random.nextLong(-4, 5);
    } else if (c == double.class) {
      return random.nextInt(5) == 0 ? Double.NaN : random.nextInt(-4, 5) / 2.0;
    } else if (c == boolean.class) {
      return random.nextBoolean();
    } else if (c == String.class) {
      return PATTERNS[random.nextInt(PATTERNS.length)];
    } else if (c == Attention.Options.class) {
      Node mask = random.nextBoolean() ? null : g.input(type(random), new Object());
      double dropout = random.nextInt(5) == 0 ? 1 : 0;
      int window = random.nextInt(-1, 3);
      return new Attention.Options(random.nextBoolean(), window, mask, dropout, 0, null);
    }
    if (c == Losses.Options.class) {
      Node weight = random.nextBoolean() ? null : g.input(type(random), new Object());
      return new Losses.Options(Losses.Reduction.values()[random.nextInt(3)], weight);
    } else if (c == WindowGeometry.class) {
      return windows(random, 1 + random.nextInt(2));
    } else if (c == PoolWindows.class) {
      int axes = 1 + random.nextInt(2);
      return new PoolWindows(sizes(random, axes), windows(random, axes), random.nextBoolean());
    }
    throw new AssertionError("no example of " + type);
  }

  private static WindowGeometry windows(SplittableRandom random, int axes) {
    List<Integer> zeros = sizes(random, axes);
    List<Integer> after = random.nextBoolean() ? zeros : sizes(random, axes);
    return new WindowGeometry(sizes(random, axes), sizes(random, axes), zeros, after);
  }

  private static List<Integer> sizes(SplittableRandom random, int count) {
    return random.ints(count, -1, 4).boxed().toList();
  }

  private static Dim dim(SplittableRandom random) {
    return Dim.of(random.nextInt(8) == 0 ? 1L << 40 : random.nextInt(-2, 5));
  }

  private static Type type(SplittableRandom random) {
    long[] shape = random.longs(random.nextInt(5), 0, 4).toArray();
    // mostly floats, and mostly sizes that could go together
    if (random.nextBoolean()) {
      Arrays.fill(shape, 2);
    }
    DType dtype = DType.values()[random.nextInt(6) % 4];
    return Type.of(dtype, shape);
  }
}
