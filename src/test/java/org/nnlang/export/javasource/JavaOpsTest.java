// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.SampleNets;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.io.Disk;
import org.nnlang.io.FolderAccess;
import org.nnlang.op.Sample;
import org.nnlang.op.Samples;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** Every sample of every op as a Java file, all compiled at once: each gives what nn computes. */
class JavaOpsTest {
  private static final Engine ENGINE = new Engine(1, 1L << 30, () -> {});

  private static final Dim BATCH = Dim.named("batch");

  @TempDir static Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /**
   * A sample, and the class that it became.
   *
   * @param rows whether it takes and gives rows, as many as one likes
   */
  private record Written(Sample sample, String name, List<Type> types, boolean rows) {}

  @TestFactory
  Stream<DynamicTest> samples() {
    List<Written> all = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (Sample s : Samples.all().toList()) {
        write(s, SampleNets.types(s, dtype), false, all);
        if (dtype == DType.FLOAT32 && sameFirst(s)) {
          write(s, SampleNets.types(s, dtype), true, all);
        }
      }
    }
    assertTrue(all.size() > 1000, all.size() + " written");
    compile(all);
    return all.stream()
        .map(w -> dynamicTest(w.name + " " + w.sample.name() + w.types, () -> check(w)));
  }

  private static boolean sameFirst(Sample s) {
    return !s.args().isEmpty()
        // whether there is a weight a class or a row is told by its size
        && !s.name().equals("crossEntropy")
        // a size of 1 fits others
        && s.args().stream().allMatch(a -> a.type().rank() > 0 && !a.type().dim(0).is(1))
        && s.args().stream().map(a -> a.type().dim(0)).distinct().count() == 1;
  }

  /**
   * @param open whether the first size is not said
   */
  private static void write(Sample s, List<Type> types, boolean open, List<Written> all) {
    String name = "S" + all.size();
    try {
      Traced traced =
          SampleNets.traced(
              ENGINE, s, open ? types.stream().map(JavaOpsTest::open).toList() : types);
      boolean draws = traced.graph().nodes().stream().anyMatch(n -> n.op().name().equals("rand"));
      new JavaExporter()
          .write(
              SampleNets.graph(ENGINE, traced),
              ExportOptions.PLAIN,
              new Disk(new FolderAccess(folder)),
              name + ".java");
      List<Dim> dims = traced.results().get(0).type().dims();
      List<Dim> first = dims.isEmpty() ? dims : dims.subList(0, 1);
      if (!draws) {
        all.add(new Written(s, name, types, open && first.equals(List.of(BATCH))));
      }
    } catch (Problem p) {
      boolean training = p.getMessage().matches(".*(gradient|dropout|packed|this convolution).*");
      assertTrue(open || training && p.code() == ErrorCode.VALUE, s.name() + ": " + p.getMessage());
    }
  }

  private static Type open(Type t) {
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.set(0, BATCH);
    return t.with(dims);
  }

  private static void compile(List<Written> all) {
    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          files.getJavaFileObjectsFromPaths(
              all.stream().map(w -> folder.resolve(w.name + ".java")).toList());
      List<String> options =
          List.of(
              "--release",
              "17",
              "-Xlint:all,-options",
              "-Xmaxerrs",
              "0",
              "-Xmaxwarns",
              "0",
              "-d",
              folder.toString());
      boolean right = compiler.getTask(said, files, null, options, null, sources).call();
      assertTrue(right && said.toString().isEmpty(), said.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Written w) throws Exception {
    var random = new SplittableRandom(11);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < w.types.size(); i++) {
      tensors.add(SampleNets.drawn(ENGINE, w.sample.args().get(i), w.types.get(i), random));
    }
    Tensor wanted = (Tensor) ENGINE.apply(tensors, w.sample.body());
    float[] found;
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      found = predicted(loader.loadClass(w.name), tensors, w.rows);
    }
    assertEquals(wanted.size(), found.length);
    double[] expected = wanted.toDoubles();
    for (int i = 0; i < found.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      boolean same =
          (float) expected[i] == found[i]
              || Double.isNaN(expected[i]) && Double.isNaN(found[i])
              || Math.abs(expected[i] - found[i]) <= 1e-5 * scale;
      assertTrue(same, () -> Arrays.toString(found) + "\n" + Arrays.toString(expected));
    }
  }

  /** All numbers that it gives. */
  private static float[] predicted(Class<?> net, List<Tensor> inputs, boolean rows)
      throws Exception {
    Class<?>[] types = new Class<?>[inputs.size()];
    Object[] values = new Object[inputs.size()];
    for (int i = 0; i < inputs.size(); i++) {
      Tensor t = inputs.get(i);
      boolean whole = t.dtype() == DType.INT;
      double[] all = t.toDoubles();
      int count = rows ? (int) t.dim(0) : 1;
      int width = count == 0 ? 0 : all.length / count;
      Object arrays = whole ? new int[count][width] : new float[count][width];
      for (int k = 0; k < all.length; k++) {
        if (whole) {
          ((int[][]) arrays)[k / width][k % width] = (int) all[k];
        } else {
          ((float[][]) arrays)[k / width][k % width] = (float) all[k];
        }
      }
      values[i] = rows ? arrays : whole ? ((int[][]) arrays)[0] : ((float[][]) arrays)[0];
      types[i] = values[i].getClass();
    }
    try {
      Object y = net.getMethod("predict", types).invoke(null, values);
      return rows ? joined((float[][]) y) : (float[]) y;
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static float[] joined(float[][] rows) {
    int count = Arrays.stream(rows).mapToInt(r -> r.length).sum();
    float[] out = new float[count];
    int next = 0;
    for (float[] row : rows) {
      for (float v : row) {
        out[next++] = v;
      }
    }
    return out;
  }
}
