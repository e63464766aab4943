// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.export.Nets;

/** Exported Java, compiled for Java 17 and loaded: it computes what nn computes. */
class JavaExportTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  static Stream<Nets.Net> nets() {
    return Stream.concat(Nets.ofScripts().stream(), Nets.more().stream())
        // the length of a row does not tell a height and a width
        .filter(n -> !List.of("resnet", "layers", "bilinear").contains(n.name()));
  }

  private Class<?> compiled(String name) throws Exception {
    Path file = folder.resolve(name + ".java");
    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        compiler.getTask(
            said,
            null,
            null,
            List.of("--release", "17", "-Xlint:all,-options", "-d", folder.toString()),
            null,
            compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file));
    assertTrue(task.call(), said + Files.readString(file));
    assertEquals("", said.toString());
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> out = loader.loadClass(name);
      // its weights are read while the folder is there
      Class.forName(name, true, loader);
      return out;
    }
  }

  /** What {@code predict} gives for the rows of an input. */
  private static float[][] predict(Class<?> net, Nets.Numbers input) throws Exception {
    int rows = (int) input.shape()[0];
    int width = input.values().length / rows;
    try {
      if (input.dtype().equals("int")) {
        int[][] x = new int[rows][width];
        for (int i = 0; i < input.values().length; i++) {
          x[i / width][i % width] = (int) input.values()[i];
        }
        return (float[][]) net.getMethod("predict", int[][].class).invoke(null, (Object) x);
      }
      float[][] x = new float[rows][width];
      for (int i = 0; i < input.values().length; i++) {
        x[i / width][i % width] = (float) input.values()[i];
      }
      return (float[][]) net.getMethod("predict", float[][].class).invoke(null, (Object) x);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static void check(Context context, Class<?> net, String input) throws Exception {
    List<Nets.Numbers> pair = Nets.pair(context, input);
    float[][] rows = predict(net, pair.get(0));
    double[] wanted = pair.get(1).values();
    assertEquals(pair.get(1).shape()[0], rows.length);
    double[] found = new double[wanted.length];
    int next = 0;
    for (float[] row : rows) {
      for (float v : row) {
        found[next++] = v;
      }
    }
    assertEquals(wanted.length, next);
    for (int i = 0; i < found.length; i++) {
      double error = Math.abs(found[i] - wanted[i]);
      assertTrue(
          error <= TOLERANCE * Math.max(1, Math.abs(wanted[i])),
          () -> Arrays.toString(found) + Arrays.toString(wanted));
    }
  }

  private void export(Context context, String file, String more) {
    context.eval("nn", "export(net, \"" + folder.resolve(file) + "\"" + more + ")");
  }

  @ParameterizedTest
  @MethodSource("nets")
  void netsGiveTheSameInJava(Nets.Net net) throws Exception {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(3)\n" + net.script());
      export(context, "Net.java", "");
      Class<?> java = compiled("Net");
      for (String input : net.inputs()) {
        check(context, java, input);
      }
    }
  }

  @Test
  void imagesOfOneSizeGiveTheSame() throws Exception {
    try (Context context = Nets.context()) {
      for (Nets.Net net : Nets.more()) {
        if (List.of("resnet", "layers", "bilinear").contains(net.name())) {
          context.eval("nn", "seed(3)\n" + net.script());
          String name = "Image" + net.name();
          export(context, name + ".java", ", input: zeros([1, 3, 8, 8])");
          check(context, compiled(name), "randn([3, 3, 8, 8])");
        }
      }
    }
  }

  @Test
  void severalInputsAreSeveralArrays() throws Exception {
    try (Context context = Nets.context()) {
      context.eval(
          "nn", "model Two() {\n  forward(a: [b, 2], c: int[b, 2]) = a * 10 + c\n}\nnet = Two()");
      export(context, "Two.java", "");
      var predict = compiled("Two").getMethod("predict", float[].class, int[].class);
      float[] y = (float[]) predict.invoke(null, new float[] {1, 2}, new int[] {3, 4});
      assertArrayEquals(new float[] {13, 24}, y);
    }
  }

  /** Constants of all kinds that are too many to be written down. */
  @Test
  void otherNumbersThanFloatsAreData() throws Exception {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          """
          model Tables() {
            state which = arange(40) * 7 % 40
            state keep = arange(40) % 3 == 0
            param scale = linspace(0, 1, 40, dtype: "float64")
            forward(x: [batch, 40]) = cast(x[:, which] * scale * 1000, "float32") + cast(keep, "float32")
          }
          net = Tables()
          """);
      export(context, "Tables.java", "");
      check(context, compiled("Tables"), "randn([3, 40])");
    }
  }

  @Test
  void drawsAreOthersAtEachCall() throws Exception {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          "model Noise() {\n  forward(x: [batch, 500]) = x + rand(x.shape)\n}\nnet = Noise()");
      export(context, "Noise.java", "");
      var predict = compiled("Noise").getMethod("predict", float[].class);
      float[] a = (float[]) predict.invoke(null, new float[500]);
      float[] b = (float[]) predict.invoke(null, new float[500]);
      double sum = 0;
      for (float v : a) {
        assertTrue(v >= 0 && v < 1, v + " drawn");
        sum += v;
      }
      // off by 0.06 is five standard deviations
      assertEquals(0.5, sum / 500, 0.065);
      assertTrue(!Arrays.equals(a, b));
    }
  }

  /** What is no row a row takes and gives all numbers. */
  @Test
  void resultsThatAreNoRowsAreGivenWhole() throws Exception {
    try (Context context = Nets.context()) {
      context.eval(
          "nn", "model Mean() {\n  forward(x: [batch, 2]) = x.mean(axis: 0)\n}\nnet = Mean()");
      export(context, "Mean.java", "");
      var predict = compiled("Mean").getMethod("predict", float[].class);
      float[] y = (float[]) predict.invoke(null, new float[] {1, 2, 3, 6});
      assertArrayEquals(new float[] {2, 4}, y);
    }
  }

  @Test
  void weightsThatAreManyStandBesideTheSource() throws Exception {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(1)\nnet = mlp([784, 256, 10])");
      export(context, "Large.java", "");
      assertEquals(4 * (784 * 256 + 256 + 256 * 10 + 10), Files.size(folder.resolve("Large.bin")));
      check(context, compiled("Large"), "randn([4, 784])");
    }
  }

  @Test
  void languageModelsGoOnAsNnDoes() throws Exception {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(5)\nnet = gpt(27, block: 16, dim: 16, heads: 2, layers: 2)");
      export(context, "Gpt.java", "");
      Class<?> java = compiled("Gpt");
      // beyond its block too
      Value wanted =
          context.eval("nn", "sample(net, shape: [40], prompt: [3, 1, 4], temperature: 0).list()");
      var generate = java.getMethod("generate", int[].class, int.class, double.class, long.class);
      int[] likeliest = (int[]) generate.invoke(null, new int[] {3, 1, 4}, 40, 0.0, 1L);
      assertArrayEquals(wanted.as(int[].class), likeliest);
      int[] drawn = (int[]) generate.invoke(null, new int[] {3}, 200, 1.0, 7L);
      assertArrayEquals(drawn, (int[]) generate.invoke(null, new int[] {3}, 200, 1.0, 7L));
      assertTrue(Arrays.stream(drawn).distinct().count() > 10, Arrays.toString(drawn));
      assertTrue(Arrays.stream(drawn).allMatch(t -> t >= 0 && t < 27));
    }
  }

  /** The token that is there least often so far: by hand, of all, though the net says 8. */
  @Test
  void languageModelSeesMoreThanItsBlockWhereItTakesMore() throws Exception {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          """
          model Least(block = 8) {
            count = linear(12, 12, bias: false)
            forward(ids: int[batch, time]) -> [batch, time, 12] = count(cumsum(one_hot(ids, 12), axis: 1))
          }
          net = Least()
          net.update(params(net), (w, dw) -> -eye(12))
          """);
      export(context, "Least.java", "");
      var generate =
          compiled("Least").getMethod("generate", int[].class, int.class, double.class, long.class);
      assertArrayEquals(
          new int[] {0, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4},
          (int[]) generate.invoke(null, new int[] {1, 2, 3}, 14, 0.0, 1L));
    }
  }

  @Test
  void whatJavaCannotSayIsAProblem() {
    try (Context context = Nets.context()) {
      for (String bad :
          List.of(
              "export(linear(2, 1), \"my-net.java\")",
              "export(linear(2, 1), \"Net.java\", dtype: \"float16\")",
              "export(conv2d(1, 1, 3), \"Net.java\")",
              "export(gpt(9, block: 8), \"Net.java\", cache: true)")) {
        try {
          context.eval("nn", bad);
          throw new AssertionError(bad);
        } catch (PolyglotException e) {
          assertTrue(e.isGuestException() && !e.isInternalError(), e.getMessage());
        }
      }
    }
  }
}
