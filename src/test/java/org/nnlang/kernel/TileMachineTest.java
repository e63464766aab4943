// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.tensor.DType;

class TileMachineTest {
  private static final DType[] DTYPES = DType.values();

  /** A program under construction: registers get their numbers here. */
  private static final class Builder {
    final long rows;
    final int cols;
    final List<Boolean> perRow = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();

    Builder(long rows, int cols) {
      this.rows = rows;
      this.cols = cols;
    }

    int register(boolean row) {
      perRow.add(row);
      return perRow.size() - 1;
    }

    long size(boolean row) {
      return row ? rows : rows * cols;
    }

    int load(boolean row, int buffer, DType dtype, Access access) {
      int to = register(row);
      steps.add(new Step.Load(to, buffer, dtype, access));
      return to;
    }

    int load(int buffer) {
      return load(false, buffer, DType.FLOAT32, new Access.Modular(1, size(false)));
    }

    int map(Unary op, int a) {
      return map(op, a, 0);
    }

    int map(Unary op, int a, double c) {
      int to = register(perRow.get(a));
      steps.add(new Step.Map1(to, a, op, c));
      return to;
    }

    int map(Binary op, int a, int b) {
      int to = register(perRow.get(a));
      steps.add(new Step.Map2(to, a, b, op));
      return to;
    }

    int reduce(Reduction op, int a) {
      int to = register(true);
      steps.add(new Step.Reduce(to, a, op));
      return to;
    }

    int expand(int a) {
      int to = register(false);
      steps.add(new Step.Expand(to, a));
      return to;
    }

    void store(int a, int buffer) {
      steps.add(new Step.Store(a, buffer, DType.FLOAT32));
    }

    TileProgram program(Registers registers) {
      return new TileProgram(rows, cols, registers, perRow, steps);
    }
  }

  @Test
  void softmaxOfRows() {
    for (int[] shape : new int[][] {{1, 1}, {3, 5}, {768, 64}, {2, 5000}, {100, 7}}) {
      Builder b = new Builder(shape[0], shape[1]);
      int x = b.load(0);
      int e = b.map(Unary.EXP, b.map(Binary.SUB, x, b.expand(b.reduce(Reduction.MAX, x))));
      b.store(b.map(Binary.DIV, e, b.expand(b.reduce(Reduction.SUM, e))), 1);
      check(
          b.program(Registers.FLOATS),
          1e-6,
          Buffers.of(DType.FLOAT32, normal(7, shape[0] * shape[1])));
    }
  }

  /** As where each channel of images has a number of its own; rows of 784, 1024, 257 and none. */
  @Test
  void whatStaysTheSameForSomeTime() {
    for (int[] groups : new int[][] {{3136, 3136}, {1024, 1024}, {257, 514}, {96, 3136}, {7, 7}}) {
      int size = 12 * Math.max(groups[0], groups[1]);
      Builder b = new Builder(size, 1);
      int x = b.load(0);
      int mean = b.load(false, 1, DType.FLOAT32, new Access.Modular(groups[0], 3));
      int scale = b.load(false, 2, DType.FLOAT32, new Access.Modular(groups[1], 2));
      int off = b.map(Binary.SUB, x, mean);
      b.store(b.map(Binary.MUL, b.map(Binary.SUB, scale, off), scale), 3);
      b.steps.add(new Step.Total(b.map(Unary.SQUARE, off), 4, DType.FLOAT64, Reduction.SUM));
      check(
          b.program(Registers.FLOATS),
          1e-4,
          List.of(DType.FLOAT32, DType.FLOAT32, DType.FLOAT32),
          Buffers.of(DType.FLOAT32, normal(7, size)),
          Buffers.of(DType.FLOAT32, normal(8, 3)),
          Buffers.of(DType.FLOAT32, normal(9, 2)));
    }
  }

  @Test
  void columnsAndTotals() {
    for (int[] shape : new int[][] {{1, 1}, {5, 3}, {768, 128}, {3, 3000}, {10000, 1}}) {
      for (Reduction op : Reduction.values()) {
        Builder b = new Builder(shape[0], shape[1]);
        int x = b.load(0);
        double scale = op == Reduction.PROD ? 1e-3 : 1;
        x = b.map(Unary.ADD_C, b.map(Unary.MUL_C, x, scale), op == Reduction.PROD ? 1 : 0);
        b.steps.add(new Step.Columns(x, 1, DType.FLOAT32, op));
        b.steps.add(new Step.Total(x, 2, DType.FLOAT64, op));
        b.steps.add(new Step.Total(b.reduce(op, x), 3, DType.FLOAT32, op));
        check(
            b.program(Registers.FLOATS),
            1e-4,
            Buffers.of(DType.FLOAT32, normal(3, shape[0] * shape[1])));
      }
    }
  }

  @Test
  void nothingGivesIdentities() {
    for (int[] shape : new int[][] {{0, 3}, {3, 0}, {0, 0}}) {
      Builder b = new Builder(shape[0], shape[1]);
      int x = b.load(0);
      b.store(b.reduce(Reduction.MAX, x), 1);
      b.steps.add(new Step.Columns(x, 2, DType.FLOAT32, Reduction.PROD));
      b.steps.add(new Step.Total(x, 3, DType.FLOAT32, Reduction.SUM));
      check(b.program(Registers.FLOATS), 0, Buffers.of(DType.FLOAT32));
    }
  }

  /** Random programs over random shapes, types, precisions and ways to read. */
  @Test
  void agreesWithPlainLoops() {
    Random random = new Random(11);
    int[] sizes = {1, 2, 3, 7, 8, 16, 33, 100, 1025, 3000};
    Unary[] unary = {
      Unary.NEG, Unary.ABS, Unary.SQUARE, Unary.TANH, Unary.SIGMOID, Unary.ERF, Unary.RELU,
      Unary.SIN, Unary.COS, Unary.ADD_C, Unary.MUL_C, Unary.RSUB_C, Unary.MAX_C, Unary.MIN_C,
      Unary.IS_NAN
    };
    Binary[] binary = {Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAX, Binary.MIN};
    for (int round = 0; round < 300; round++) {
      Builder b =
          new Builder(sizes[random.nextInt(sizes.length)], sizes[random.nextInt(sizes.length)]);
      if (b.size(false) > 50_000) {
        continue;
      }
      List<MemorySegment> inputs = new ArrayList<>();
      List<DType> types = new ArrayList<>();
      List<Integer> full = new ArrayList<>();
      List<Integer> row = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        boolean isRow = random.nextInt(4) == 0;
        DType dtype = DTYPES[random.nextInt(DTYPES.length)];
        int n = (int) b.size(isRow);
        boolean byRow = !isRow && random.nextInt(4) == 0;
        Access access = byRow ? new Access.Modular(b.cols * 2L, 3) : access(random, n);
        (isRow ? row : full).add(b.load(isRow, i, dtype, access));
        inputs.add(Buffers.of(dtype, bounded(random, dtype, n)));
        types.add(dtype);
      }
      int constant = b.register(false);
      b.steps.add(new Step.Fill(constant, 0.25));
      full.add(constant);
      int places = b.register(false);
      long n = b.size(false);
      long group = random.nextBoolean() ? b.cols : 1 + random.nextInt(3);
      b.steps.add(new Step.Iota(places, -1, 2.0 / n, group, n));
      full.add(places);
      for (int i = 0; i < 12; i++) {
        switch (random.nextInt(6)) {
          case 0, 1 ->
              full.add(b.map(pick(random, unary), last(random, full), random.nextDouble()));
          case 2, 3 ->
              full.add(b.map(pick(random, binary), last(random, full), last(random, full)));
          case 4 -> {
            int reduced =
                b.reduce(random.nextBoolean() ? Reduction.MAX : Reduction.MIN, full.get(0));
            row.add(b.map(Unary.TANH, reduced));
          }
          default -> {
            if (!row.isEmpty()) {
              int repeated = b.expand(last(random, row));
              full.add(b.map(pick(random, binary), repeated, last(random, full)));
              full.add(random.nextInt(3) == 0 ? repeated : last(random, full));
            }
          }
        }
        // keeps numbers small
        full.add(b.map(Unary.TANH, full.removeLast()));
      }
      int mixed = b.register(false);
      b.steps.add(new Step.Mix(mixed, last(random, full), last(random, full), 0.9));
      full.add(mixed);
      int selected = b.register(false);
      b.steps.add(new Step.Select(selected, full.get(0), last(random, full), last(random, full)));
      b.store(selected, 3);
      b.steps.add(new Step.Store(full.getLast(), 4, DType.FLOAT64));
      b.steps.add(new Step.Columns(full.getLast(), 5, DType.FLOAT32, Reduction.SUM));
      b.steps.add(new Step.Total(selected, 6, DType.FLOAT32, Reduction.SUM));
      Registers registers = random.nextInt(4) == 0 ? Registers.DOUBLES : Registers.FLOATS;
      check(b.program(registers), 2e-4, types, inputs.toArray(new MemorySegment[0]));
    }
  }

  @Test
  void storesConvert() {
    Builder b = new Builder(1, 6);
    int x = b.load(0);
    b.steps.add(new Step.Store(x, 1, DType.INT));
    b.steps.add(new Step.Store(x, 2, DType.BOOL));
    MemorySegment[] buffers = {
      Buffers.of(DType.FLOAT32, -1.9, -0.5, 0, 0.5, 2.9, 1e6),
      Buffers.ofSize(DType.INT, 6),
      Buffers.ofSize(DType.BOOL, 6)
    };
    run(b.program(Registers.FLOATS), 1, buffers);
    assertArrayEquals(new double[] {-1, 0, 0, 0, 2, 1e6}, Buffers.values(buffers[1], DType.INT));
    assertArrayEquals(new double[] {1, 1, 0, 1, 1, 1}, Buffers.values(buffers[2], DType.BOOL));
  }

  @Test
  void randomNumbersDoNotDependOnTiling() {
    double[] all = randoms(1, 100_000, 1);
    assertArrayEquals(all, randoms(100, 1000, 1));
    assertArrayEquals(all, randoms(100_000, 1, 2));
    double mean = 0;
    double square = 0;
    for (double u : all) {
      assertTrue(u >= 0 && u < 1);
      mean += u / all.length;
      square += u * u / all.length;
    }
    assertEquals(0.5, mean, 4e-3);
    assertEquals(1.0 / 3, square, 4e-3);
  }

  private static double[] randoms(long rows, int cols, int threads) {
    Builder b = new Builder(rows, cols);
    int x = b.register(false);
    b.steps.add(new Step.Random(x, 5));
    b.store(x, 0);
    MemorySegment[] buffers = {Buffers.ofSize(DType.FLOAT32, rows * cols)};
    run(b.program(Registers.FLOATS), threads, buffers);
    return Buffers.values(buffers[0], DType.FLOAT32);
  }

  @Test
  void warmedKernelAllocatesNothing() {
    Builder b = new Builder(768, 128);
    int x = b.load(0);
    int bias = b.load(false, 1, DType.FLOAT32, new Access.Modular(1, 128));
    int y = b.map(Unary.TANH, b.map(Binary.ADD, x, bias));
    int mean = b.map(Unary.MUL_C, b.reduce(Reduction.SUM, y), 1.0 / 128);
    y = b.map(Unary.EXP, b.map(Binary.SUB, y, b.expand(mean)));
    b.store(y, 2);
    b.steps.add(new Step.Columns(y, 3, DType.FLOAT32, Reduction.SUM));
    TileKernel kernel = TileMachine.compile(b.program(Registers.FLOATS));
    MemorySegment[] buffers = {
      Buffers.of(DType.FLOAT32, normal(1, 768 * 128)),
      Buffers.of(DType.FLOAT32, normal(2, 128)),
      Buffers.ofSize(DType.FLOAT32, 768 * 128),
      Buffers.ofSize(DType.FLOAT32, 128)
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    try (Pool pool = new Pool(2, () -> {})) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 50 && least > 0; round++) {
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < 20; i++) {
          kernel.run(buffers, pool);
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
      }
      assertEquals(0, least);
    }
  }

  private static void check(TileProgram p, double tolerance, MemorySegment... inputs) {
    check(p, tolerance, List.of(DType.FLOAT32), inputs);
  }

  /** Runs with 1, 2 and 3 threads: the same bits, near to what plain loops give. */
  private static void check(
      TileProgram p, double tolerance, List<DType> types, MemorySegment... inputs) {
    List<DType> outputTypes = new ArrayList<>(types);
    double[][] expected = new double[10][];
    for (int i = 0; i < inputs.length; i++) {
      expected[i] = Buffers.values(inputs[i], types.get(i));
    }
    for (Step step : p.steps()) {
      switch (step) {
        case Step.Store s -> outputTypes.add(s.dtype());
        case Step.Columns s -> outputTypes.add(s.dtype());
        case Step.Total s -> outputTypes.add(s.dtype());
        default -> {}
      }
    }
    Reference.run(p, expected);
    double[][] first = null;
    for (int threads = 1; threads <= 3; threads++) {
      MemorySegment[] buffers = new MemorySegment[outputTypes.size()];
      double[][] results = new double[buffers.length][];
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] =
            i < inputs.length ? inputs[i] : Buffers.ofSize(outputTypes.get(i), expected[i].length);
      }
      run(p, threads, buffers);
      for (int i = inputs.length; i < buffers.length; i++) {
        results[i] = Buffers.values(buffers[i], outputTypes.get(i));
        if (first != null) {
          assertArrayEquals(first[i], results[i]);
        }
        for (int k = 0; k < results[i].length; k++) {
          double e = expected[i][k];
          if (e != results[i][k]) {
            assertEquals(
                e, results[i][k], tolerance * Math.max(1, Math.abs(e)), () -> p.toString());
          }
        }
      }
      first = results;
    }
  }

  private static void run(TileProgram p, int threads, MemorySegment[] buffers) {
    try (Pool pool = new Pool(threads, () -> {})) {
      pool.random(42, 7);
      TileMachine.compile(p).run(buffers, pool);
    }
  }

  private static Access access(Random random, int n) {
    return switch (random.nextInt(5)) {
      case 0 -> new Access.Modular(1, 1);
      case 1 -> new Access.Modular(1, 1 + random.nextInt(Math.min(n, 10)));
      case 2 -> new Access.Modular(1 + random.nextInt(5), 1 + random.nextInt(Math.min(n, 100)));
      case 3 -> transposed(random, n);
      default -> new Access.Modular(1, n);
    };
  }

  /** The n elements in another order: a transposition of some factors, or reversed. */
  private static Access transposed(Random random, int n) {
    for (int k = 2 + random.nextInt(4); k < n; k++) {
      if (n % k == 0) {
        long other = n / k;
        return new Access.Strided(0, List.of((long) k, 1L, other), List.of(1L, 5L, (long) k));
      }
    }
    return new Access.Strided(n - 1, List.of((long) n), List.of(-1L));
  }

  private static <T> T pick(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static int last(Random random, List<Integer> from) {
    return from.get(Math.max(0, from.size() - 1 - random.nextInt(4)));
  }

  private static double[] bounded(Random random, DType dtype, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (dtype) {
            case FLOAT32, FLOAT64 -> (float) random.nextGaussian();
            case INT -> random.nextInt(5) - 2;
            case BOOL -> random.nextInt(2);
          };
    }
    return x;
  }

  private static double[] normal(long seed, int n) {
    return bounded(new Random(seed), DType.FLOAT32, n);
  }
}
