// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * Convolutions and poolings against their definition as loops, on shapes that go every way through
 * the kernels: by rows and wide, in one piece and in several, with kernels turned and not.
 */
class ConvolveTest {
  private final Memory memory = new Memory(1L << 28);
  private final Pool one = new Pool(1, () -> {});
  private final Pool two = new Pool(2, () -> {});

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  /** Sizes of a convolution, or, with as many channels out as in, of a pooling. */
  record Shape(int batch, int in, int out, int groups, WindowAxis down, WindowAxis across) {
    Shape(int batch, int in, int out, WindowAxis down, WindowAxis across) {
      this(batch, in, out, 1, down, across);
    }

    int images() {
      return batch * in * down.size() * across.size();
    }

    int weights() {
      return out * in / groups * down.kernel() * across.kernel();
    }

    int results() {
      return batch * out * down.places() * across.places();
    }

    /** Every product that a convolution is a sum of. */
    void each(Term term) {
      for (int b = 0; b < batch; b++) {
        for (int o = 0; o < out; o++) {
          for (int py = 0; py < down.places(); py++) {
            for (int px = 0; px < across.places(); px++) {
              int result = ((b * out + o) * down.places() + py) * across.places() + px;
              term(term, b, o, py, px, result);
            }
          }
        }
      }
    }

    private void term(Term term, int b, int o, int py, int px, int result) {
      int each = in / groups;
      int first = o / (out / groups) * each;
      for (int i = first; i < first + each; i++) {
        for (int ky = 0; ky < down.kernel(); ky++) {
          for (int kx = 0; kx < across.kernel(); kx++) {
            int y = py * down.stride() + ky * down.dilation() - down.before();
            int x = px * across.stride() + kx * across.dilation() - across.before();
            if (y >= 0 && y < down.size() && x >= 0 && x < across.size()) {
              int image = ((b * in + i) * down.size() + y) * across.size() + x;
              int weight = ((o * each + i - first) * down.kernel() + ky) * across.kernel() + kx;
              term.at(image, weight, result, o);
            }
          }
        }
      }
    }
  }

  interface Term {
    void at(int image, int weight, int result, int channel);
  }

  private static WindowAxis axis(
      int size, int kernel, int stride, int dilation, int before, int after) {
    int places = (size + before + after - (kernel - 1) * dilation - 1) / stride + 1;
    return new WindowAxis(size, places, kernel, stride, dilation, before);
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        new Shape(3, 1, 4, axis(7, 3, 1, 1, 1, 1), axis(6, 3, 1, 1, 1, 1)),
        new Shape(2, 16, 5, axis(9, 3, 1, 1, 1, 1), axis(10, 3, 1, 1, 1, 1)),
        new Shape(2, 8, 3, axis(9, 3, 1, 1, 0, 0), axis(10, 5, 1, 1, 0, 0)),
        new Shape(2, 4, 20, axis(9, 3, 2, 1, 1, 1), axis(10, 3, 2, 1, 1, 1)),
        new Shape(2, 4, 3, axis(9, 2, 3, 2, 2, 0), axis(11, 3, 1, 2, 0, 3)),
        // zeros that reach further than the kernel
        new Shape(2, 3, 2, axis(4, 2, 1, 1, 3, 3), axis(4, 2, 1, 1, 3, 3)),
        // one axis: a causal convolution along time
        new Shape(3, 6, 4, WindowAxis.NONE, axis(50, 3, 1, 4, 8, 0)),
        new Shape(2, 5, 4, WindowAxis.NONE, axis(21, 4, 3, 1, 0, 2)),
        // images larger than what is done at a time, few of them, many channels
        new Shape(1, 20, 3, axis(90, 3, 1, 1, 1, 1), axis(80, 3, 1, 1, 1, 1)),
        new Shape(2, 20, 3, axis(90, 3, 2, 1, 1, 1), axis(80, 3, 2, 1, 1, 1)),
        new Shape(1, 40, 2, axis(70, 2, 2, 2, 0, 0), axis(64, 3, 3, 1, 0, 0)),
        new Shape(40, 2, 3, axis(5, 1, 1, 1, 0, 0), axis(5, 1, 1, 1, 0, 0)),
        // groups of many channels, and windows next to each other and not
        new Shape(3, 16, 24, 2, axis(9, 3, 1, 1, 1, 1), axis(10, 3, 1, 1, 1, 1)),
        new Shape(2, 24, 16, 2, axis(9, 3, 2, 1, 1, 1), axis(10, 3, 2, 1, 1, 1)),
        new Shape(2, 12, 12, 3, WindowAxis.NONE, axis(50, 3, 1, 4, 8, 0)),
        // what oneDNN has code for: many images, groups of few images cut apart, gaps, odd channels
        new Shape(9, 16, 8, axis(9, 3, 1, 1, 1, 1), axis(10, 3, 2, 1, 0, 1)),
        new Shape(5, 3, 7, axis(9, 2, 1, 3, 1, 2), axis(12, 3, 1, 2, 2, 0)),
        new Shape(37, 8, 8, WindowAxis.NONE, axis(21, 4, 3, 1, 0, 2)),
        new Shape(6, 32, 16, 2, axis(9, 3, 2, 1, 1, 0), axis(10, 3, 1, 1, 1, 1)),
        new Shape(1, 64, 64, 64, axis(9, 3, 1, 1, 1, 1), axis(10, 3, 2, 1, 1, 1)),
        new Shape(3, 32, 32, 32, axis(9, 5, 1, 1, 2, 2), axis(10, 5, 1, 1, 2, 2)),
        new Shape(2, 24, 24, 24, WindowAxis.NONE, axis(50, 3, 1, 4, 8, 0)),
        // channels by themselves, and groups of few: strides, gaps, zeros that nobody sees
        new Shape(3, 5, 5, 5, axis(9, 3, 1, 1, 1, 1), axis(10, 3, 1, 1, 1, 1)),
        new Shape(2, 3, 6, 3, axis(9, 3, 2, 1, 1, 1), axis(10, 3, 2, 1, 1, 1)),
        new Shape(2, 4, 4, 2, axis(9, 2, 3, 2, 2, 0), axis(11, 3, 1, 2, 0, 3)),
        new Shape(2, 4, 2, 2, axis(11, 2, 4, 1, 0, 0), axis(11, 2, 4, 3, 0, 0)),
        new Shape(20, 2, 2, 2, axis(5, 5, 1, 1, 2, 2), axis(4, 4, 1, 1, 3, 0)),
        new Shape(2, 3, 3, 3, WindowAxis.NONE, axis(5000, 4, 1, 3, 9, 0)),
        new Shape(1, 2, 2, 2, axis(90, 3, 1, 1, 1, 1), axis(80, 7, 1, 1, 3, 3)),
        new Shape(1, 2, 2, 2, axis(40, 3, 2, 1, 0, 1), axis(2100, 3, 1, 1, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isTheSumOfItsProducts(Shape s) {
    var random = new SplittableRandom(3);
    double[] x = random.doubles(s.images(), -1, 1).toArray();
    double[] w = random.doubles(s.weights(), -1, 1).toArray();
    double[] g = random.doubles(s.results(), -1, 1).toArray();
    double[] bias = random.doubles(s.out(), -1, 1).toArray();

    double[] y = new double[s.results()];
    int places = s.down().places() * s.across().places();
    Arrays.setAll(y, i -> bias[i / places % s.out()]);
    double[] dx = new double[s.images()];
    double[] dw = new double[s.weights()];
    s.each(
        (image, weight, result, channel) -> {
          y[result] += x[image] * w[weight];
          dx[image] += g[result] * w[weight];
          dw[weight] += g[result] * x[image];
        });

    check(s, Convolve.Kind.FORWARD, y, x, w, bias);
    check(s, Convolve.Kind.IMAGES, dx, g, w);
    check(s, Convolve.Kind.WEIGHTS, dw, x, g);
  }

  private void check(Shape s, Convolve.Kind kind, double[] expected, double[]... inputs) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      Convolve convolve =
          new Convolve(kind, s.batch(), s.in(), s.out(), s.groups(), s.down(), s.across(), dtype);
      double[] found = run(convolve, dtype, expected.length, one, inputs);
      assertArrayEquals(found, run(convolve, dtype, expected.length, two, inputs));
      double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      double tolerance = scale * (dtype == DType.FLOAT64 ? 1e-13 : 1e-5);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], tolerance, kind + " " + dtype);
      }
      if (dtype == DType.FLOAT32 && TapConvolve.suits(convolve)) {
        // where oneDNN has code that is taken, but not every platform has oneDNN
        double[] taps = run(new Taps(convolve), dtype, expected.length, two, inputs);
        assertArrayEquals(expected, taps, tolerance);
      }
      LastConvolve last = new LastConvolve(convolve);
      if (s.groups() == 1 && dtype == DType.FLOAT32 && last.isCompiled(inputs.length > 2)) {
        double[][] turned =
            Arrays.stream(inputs).map(x -> channelsLast(s, x)).toArray(double[][]::new);
        double[] same = run(last, dtype, expected.length, two, turned);
        assertArrayEquals(channelsLast(s, expected), same, tolerance);
        assertArrayEquals(same, run(last, dtype, expected.length, one, turned));
      }
    }
  }

  /** Images or results with their channels last; weights and numbers of channels as they are. */
  private static double[] channelsLast(Shape s, double[] x) {
    boolean images = x.length == s.images();
    if (!images && x.length != s.results()) {
      return x;
    }
    int channels = images ? s.in() : s.out();
    int places = x.length / s.batch() / channels;
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int b = i / places / channels;
      out[(b * places + i % places) * channels + i / places % channels] = x[i];
    }
    return out;
  }

  /** {@link TapConvolve} alone. */
  private record Taps(Convolve convolve) implements Kernel {
    @Override
    public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
      TapConvolve taps = new TapConvolve(convolve);
      switch (convolve.kind()) {
        case FORWARD -> taps.forward(inputs, output, run);
        case IMAGES -> taps.images(inputs, output, run);
        case WEIGHTS -> taps.weights(inputs, output, run);
      }
    }
  }

  private double[] run(Kernel kernel, DType dtype, int size, Pool pool, double[]... inputs) {
    MemorySegment[] data = new MemorySegment[inputs.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = tensor(dtype, inputs[i]).data();
    }
    Tensor out = tensor(dtype, new double[size]);
    out.data().fill((byte) 0x5a);
    kernel.run(data, out.data(), pool);
    return out.toDoubles();
  }

  private Tensor tensor(DType dtype, double[] values) {
    Tensor t = Tensor.zeros(memory, dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      Indices.set(t.data(), dtype, i, values[i]);
    }
    return t;
  }

  static Stream<Shape> pools() {
    return Stream.of(
        new Shape(7, 3, 3, axis(28, 2, 2, 1, 0, 0), axis(29, 2, 2, 1, 0, 0)),
        new Shape(2, 3, 3, axis(9, 3, 2, 1, 0, 0), axis(8, 3, 2, 1, 0, 0)),
        new Shape(2, 3, 3, axis(9, 2, 3, 1, 0, 0), axis(8, 2, 3, 1, 0, 0)),
        new Shape(3, 17, 17, axis(9, 3, 4, 1, 0, 0), axis(8, 2, 3, 1, 0, 0)),
        new Shape(2, 16, 16, axis(7, 7, 7, 1, 0, 0), axis(5, 5, 5, 1, 0, 0)),
        new Shape(1, 1, 1, axis(200, 2, 2, 1, 0, 0), axis(100, 2, 2, 1, 0, 0)),
        new Shape(2, 3, 3, WindowAxis.NONE, axis(9, 2, 2, 1, 0, 0)),
        // zeros around, and a rest that is a window
        new Shape(2, 3, 3, axis(9, 3, 2, 1, 1, 1), axis(8, 4, 3, 1, 2, 2)),
        new Shape(2, 3, 3, axis(8, 2, 2, 1, 1, 1), axis(8, 2, 2, 1, 0, 0)),
        new Shape(2, 3, 3, axis(9, 2, 2, 1, 0, 1), axis(8, 3, 2, 1, 0, 1)),
        new Shape(2, 3, 3, WindowAxis.NONE, axis(10, 3, 3, 1, 1, 2)));
  }

  /** The numbers of a window, of which zeros around count as far as there are any. */
  private static int numbers(WindowAxis a, int place) {
    int count = 0;
    for (int k = 0; k < a.kernel(); k++) {
      count += place * a.stride() + k < a.size() + 2 * a.before() ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("pools")
  void poolsTakeTheFirstOfTheLargest(Shape s) {
    // few different numbers, so that many are equal
    var random = new SplittableRandom(4);
    double[] x = random.ints(s.images(), -2, 2).asDoubleStream().toArray();
    double[] g = random.doubles(s.results(), -1, 1).map(v -> (float) v).toArray();
    double[] largest = new double[s.results()];
    double[] mean = new double[s.results()];
    double[] parts = new double[s.images()];
    int[] at = new int[s.results()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    s.each(
        (image, weight, result, channel) -> {
          // pooling is a sum over its own channel alone
          int planes = s.down().size() * s.across().size();
          if (image / planes % s.in() != channel) {
            return;
          }
          int place = result % (s.down().places() * s.across().places());
          int size =
              numbers(s.down(), place / s.across().places())
                  * numbers(s.across(), place % s.across().places());
          mean[result] += x[image] / size;
          parts[image] += g[result] / size;
          if (x[image] > largest[result]) {
            largest[result] = x[image];
            at[result] = image;
          }
        });
    double[] added = new double[s.images()];
    double[] taken = new double[s.results()];
    for (int i = 0; i < at.length; i++) {
      added[at[i]] += g[i];
      taken[i] = x[at[i]] * 2;
    }
    double[] twice = Arrays.stream(x).map(v -> v * 2).toArray();
    check(s, Pooling.Kind.MAX, largest, x);
    check(s, Pooling.Kind.MAX_TAKE, taken, x, twice);
    check(s, Pooling.Kind.MAX_ADD, added, x, g);
    check(s, Pooling.Kind.MEAN, mean, x);
    check(s, Pooling.Kind.MEAN_ADD, parts, g);
  }

  /** By hand, and as PyTorch's max_pool2d has it: the first of equal ones, -0 being equal to 0. */
  @Test
  void poolsOfSpecialNumbers() {
    double inf = Double.POSITIVE_INFINITY;
    double[] x = {
      -0.0, 0.0, -inf, -inf, 1, inf, -1, -2, //
      0.0, -0.0, -inf, -inf, inf, 2, -0.5, -3
    };
    double[] added = {
      1, 0, 2, 0, 0, 3, 0, 0, //
      0, 0, 0, 0, 0, 0, 4, 0
    };
    Shape s = new Shape(1, 1, 1, axis(2, 2, 2, 1, 0, 0), axis(8, 2, 2, 1, 0, 0));
    check(s, Pooling.Kind.MAX_ADD, added, x, new double[] {1, 2, 3, 4});
    x[0] = Double.NaN;
    x[15] = -Double.NaN;
    added[14] = 0;
    added[15] = 4;
    check(s, Pooling.Kind.MAX_ADD, added, x, new double[] {1, 2, 3, 4});
  }

  private void check(Shape s, Pooling.Kind kind, double[] expected, double[]... inputs) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      Kernel kernel = new Pooling(kind, s.batch() * s.in(), s.down(), s.across(), dtype);
      double[] found = run(kernel, dtype, expected.length, two, inputs);
      double tolerance = dtype == DType.FLOAT64 ? 1e-14 : 1e-6;
      assertArrayEquals(expected, found, tolerance, kind + " " + dtype);
      LastPooling last = new LastPooling((Pooling) kernel, s.in());
      if (last.suits()) {
        double[][] turned =
            Arrays.stream(inputs).map(x -> channelsLast(s, x)).toArray(double[][]::new);
        double[] same = run(last, dtype, expected.length, two, turned);
        assertArrayEquals(channelsLast(s, expected), same, tolerance, kind + " channels last");
      }
    }
  }
}
