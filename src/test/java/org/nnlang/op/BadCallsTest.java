// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/**
 * Every function is called with arguments that mostly make no sense: it gives what the interpreter
 * can compute, or a problem, and never another exception.
 */
class BadCallsTest {
  private static final int CALLS = 100;
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

  @TestFactory
  Stream<DynamicTest> giveAProblemAndNothingElse() {
    return Stream.of(
            Ops.class,
            Activations.class,
            Attention.class,
            Convolution.class,
            Dropout.class,
            Losses.class,
            Metrics.class,
            Norms.class,
            Softmax.class)
        .flatMap(c -> Arrays.stream(c.getMethods()))
        .filter(m -> Modifier.isStatic(m.getModifiers()))
        .map(m -> dynamicTest(m.getName() + Arrays.toString(m.getParameterTypes()), () -> call(m)));
  }

  private static void call(Method m) throws IllegalAccessException {
    var random = new SplittableRandom(m.toGenericString().hashCode());
    for (int i = 0; i < CALLS; i++) {
      Graph g = new Graph();
      Object[] args =
          Arrays.stream(m.getGenericParameterTypes()).map(t -> draw(t, g, random)).toArray();
      try {
        compute(g, m.invoke(null, args));
      } catch (InvocationTargetException e) {
        expect(e.getCause(), m, args);
      } catch (RuntimeException e) {
        expect(e, m, args);
      }
    }
  }

  private static void expect(Throwable e, Method m, Object[] args) {
    if (!(e instanceof Problem p)) {
      String types =
          Arrays.stream(args)
              .map(a -> a instanceof Node n ? n.type().toString() : String.valueOf(a))
              .toList()
              .toString();
      throw new AssertionError(m.getName() + types, e);
    }
    assertFalse(p.getMessage().isBlank());
  }

  private static void compute(Graph g, Object result) {
    if (result == null) {
      return; // a check, which has nothing to say against these
    }
    List<double[]> values = new ArrayList<>();
    for (Node input : g.inputs()) {
      double[] numbers = new double[(int) input.type().size()];
      Arrays.setAll(numbers, i -> input.dtype() == DType.BOOL ? i % 2 : i % 3);
      values.add(numbers);
    }
    List<?> nodes = result instanceof List<?> list ? list : List.of(result);
    for (Object node : nodes) {
      Node n = (Node) node;
      boolean small = g.nodes().stream().allMatch(each -> each.type().count().value() <= 20_000);
      if (small) {
        ReferenceInterpreter.run(n, values);
      }
    }
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
      return new Attention.Options(random.nextBoolean(), mask, dropout, 0, null);
    }
    throw new AssertionError("no example of " + type);
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
