// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NnTest {
  private static final String LINE =
      """
      model Line() {
        param w = tensor([[2.0]])
        param b = tensor([1.0])
        forward(x: [batch, 1]) -> [batch, 1] = x @ w + b
      }
      Line()
      """;

  private static final float[][] X = {{0}, {1}, {2}, {3}};
  private static final float[][] Y = {{1}, {4}, {7}, {10}};

  @Test
  void predictsRowsAndSingleOnes() {
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval(LINE).asModel();
      assertArrayEquals(new float[][] {{7}, {9}}, net.predict(new float[][] {{3}, {4}}));
      assertArrayEquals(new float[] {7}, net.predict(new float[] {3}));
      assertArrayEquals(new double[][] {{7}}, net.predict(new double[][] {{3}}, double[][].class));
    }
  }

  @Test
  void predictsFromOneBufferIntoAnother() {
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval(LINE).asModel();
      FloatBuffer in = FloatBuffer.wrap(new float[] {0, 3, 4, 5}).position(1);
      FloatBuffer out = FloatBuffer.allocate(5).position(1);
      net.predict(new long[] {2, 1}, in, out);
      net.predict(new long[] {1, 1}, in.position(3), out);
      assertArrayEquals(new float[] {0, 7, 9, 11, 0}, out.array());
      assertEquals(List.of(3, 4), List.of(in.position(), out.position()));
      assertRefused(net, "shape", new long[] {2, 1}, in, FloatBuffer.allocate(9));
      assertRefused(net, "shape", new long[] {-1, 1}, in, out);
      assertRefused(net, "shape", new long[] {1L << 33, 1L << 33}, in, out);
      assertRefused(net, "shape", new long[] {2, 1}, in.position(0), out);
      assertRefused(
          net, "shape", new long[] {1, 1}, in, FloatBuffer.allocate(9).asReadOnlyBuffer());
      NnModel largest =
          nn.eval("model M() { forward(x: [batch, 1]) = argmax(x, axis: 1) }; M()").asModel();
      assertRefused(largest, "type", new long[] {1, 1}, in, FloatBuffer.allocate(9));
    }
  }

  private static void assertRefused(
      NnModel net, String code, long[] shape, FloatBuffer in, FloatBuffer out) {
    var e = assertThrows(NnException.class, () -> net.predict(shape, in, out));
    assertEquals(code, e.code());
  }

  /**
   * Of a net whose work is worth sharing, with one thread, with a helper, and with others beside.
   */
  @Test
  void largePredictionsHaveTheSameBitsWhoeverHelps() throws Exception {
    long[][] tokens = new long[1][64];
    Arrays.setAll(tokens[0], i -> i * 7 % 65);
    List<float[][][]> all = new ArrayList<>();
    for (int count : new int[] {1, 2, 3}) {
      try (Nn nn = Nn.builder().seed(5).threads(count).build();
          var threads = Executors.newFixedThreadPool(3)) {
        NnModel net = nn.eval("gpt(65, block: 64, dim: 96, heads: 3, layers: 2)").asModel();
        for (int i = 0; i < 4; i++) {
          all.add(net.predict(tokens, float[][][].class));
        }
        List<Future<float[][][]>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          answers.add(threads.submit(() -> net.predict(tokens, float[][][].class)));
        }
        for (Future<float[][][]> answer : answers) {
          all.add(answer.get());
        }
      }
    }
    for (float[][][] other : all) {
      assertArrayEquals(all.getFirst(), other);
    }
  }

  @Test
  void anyNumberOfThreadsPredictAtOnceAndWhileTheNetIsTrained() throws Exception {
    try (Nn nn = Nn.builder().threads(2).build();
        var threads = Executors.newFixedThreadPool(5)) {
      NnModel net = nn.eval(LINE).asModel();
      net.predict(X);
      var training = new CountDownLatch(1);
      Future<NnTraining> run =
          threads.submit(
              () ->
                  net.train(
                      X,
                      Y,
                      Map.of("steps", 400, "loss", "mse", "optimizer", "sgd(lr: 0.1)", "batch", 4),
                      step -> {
                        training.countDown();
                        return true;
                      }));
      training.await();
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            threads.submit(
                () -> {
                  boolean whole = true;
                  for (int k = 0; k < 2000; k++) {
                    float[][] y = net.predict(X);
                    // before the training or after it, never half of it
                    whole &= y[0][0] == 1 && y[1][0] == 3 || Math.abs(y[1][0] - 4) < 0.01;
                  }
                  return whole;
                }));
      }
      for (Future<Boolean> reader : readers) {
        assertTrue(reader.get());
      }
      assertEquals(400, run.get().steps());
      assertEquals(4, net.predict(new float[] {1})[0], 0.01);
      assertEquals(0, run.get().loss().getAsDouble(), 0.001);
    }
  }

  /** Batches of x and 2 x + 1, of one to four rows. */
  private static NnBatch batch(int number) {
    float[][] x = new float[1 + number % 4][1];
    float[][] y = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (number * 7 + i) % 5 - 2;
      y[i][0] = 2 * x[i][0] + 1;
    }
    return new NnBatch(x, y);
  }

  @Test
  void trainsOnBatchesAsTheyCome() {
    Map<String, Object> options =
        Map.of("steps", 300, "loss", "mse", "optimizer", "sgd(lr: 0.1)", "accumulate", 2);
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval("linear(1, 1)").asModel();
      var taken = new AtomicInteger();
      Stream<NnBatch> endless =
          Stream.iterate(0, i -> i + 1).peek(i -> taken.incrementAndGet()).map(NnTest::batch);
      assertEquals(300, net.train(endless::iterator, options).steps());
      assertEquals(600, taken.get(), "no batch more than is trained on");
      assertEquals(7, net.predict(new float[] {3})[0], 0.01);
      // what ends ends the training: five batches are two steps of two
      List<NnBatch> few = IntStream.range(0, 5).mapToObj(NnTest::batch).toList();
      NnTraining run = net.train(few, options);
      assertEquals(2, run.steps());
      assertTrue(run.toString().contains("ended with the data"), run.toString());
      assertEquals(0, net.train(List.of(), options).steps());
      assertEquals(1, net.train(few, options, step -> false).steps());
    }
  }

  /** A batch counts by its rows, and is what all at once would be. */
  @Test
  void batchesAsTheyComeGiveTheBitsOfTheSameData() {
    String script = "seed(3)\nlinear(1, 1)";
    Map<String, Object> options = Map.of("steps", 5, "loss", "mse", "batch", 2, "shuffle", false);
    float[][] x = {{1}, {2}, {3}, {4}};
    float[][] y = {{3}, {5}, {7}, {9}};
    List<NnBatch> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int from = i % 2 * 2;
      batches.add(
          new NnBatch(
              new float[][] {x[from], x[from + 1]},
              new double[][] {{y[from][0]}, {y[from + 1][0]}}));
    }
    try (Nn nn = Nn.create()) {
      NnModel one = nn.eval(script).asModel();
      NnModel other = nn.eval(script).asModel();
      double[] wanted = one.train(x, y, options).losses();
      assertArrayEquals(wanted, other.train(batches, options).losses());
      assertArrayEquals(one.predict(x), other.predict(x));
    }
  }

  @Test
  void whatIsWrongWithBatchesIsSaid() {
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval("linear(1, 1)").asModel();
      Map<String, Object> options = Map.of("steps", 3, "loss", "mse");
      NnException epochs =
          assertThrows(
              NnException.class,
              () -> net.train(List.of(batch(1)), Map.of("epochs", 1, "loss", "mse")));
      assertTrue(epochs.hint().contains("steps"), epochs.text());
      NnException text =
          assertThrows(NnException.class, () -> net.train(List.of(new NnBatch("a", "b")), options));
      assertEquals("type", text.code());
      NnException rows =
          assertThrows(
              NnException.class,
              () -> net.train(List.of(new NnBatch(new float[2][1], new float[3][1])), options));
      assertEquals("shape", rows.code());
      NnException shape =
          assertThrows(
              NnException.class,
              () -> net.train(List.of(new NnBatch(new float[2][3], new float[2][1])), options));
      assertEquals("shape", shape.code());
      Iterable<NnBatch> failing =
          () ->
              Stream.<NnBatch>generate(
                      () -> {
                        throw new IllegalStateException("no rows today");
                      })
                  .iterator();
      NnException own = assertThrows(NnException.class, () -> net.train(failing, options));
      assertEquals("no rows today", own.getCause().getMessage());
      // and the net is as it was
      assertEquals(3, net.train(X, Y, options).steps());
    }
  }

  /** Each of a thread of its own, with two threads for its work, all at once. */
  @Test
  void manyTrainAtOnceAndGetTheBitsThatOneAloneGets() throws Exception {
    Callable<double[]> training =
        () -> {
          try (Nn nn = Nn.builder().threads(2).seed(5).build()) {
            return nn.eval(
                    """
                    x = linspace(-1, 1, 256).reshape([256, 1])
                    net = linear(1, 32) >> batch_norm(32) >> tanh >> dropout(0.1) >> linear(32, 1)
                    train(net, [x, x ^ 2], loss: mse, steps: 60, batch: 64, seed: 2)
                    net(x).reshape([256]).cast("float64")
                    """)
                .as(double[].class);
          }
        };
    double[] alone = training.call();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<double[]> one : threads.invokeAll(Collections.nCopies(8, training))) {
        assertArrayEquals(alone, one.get());
      }
    }
  }

  @Test
  void onStepEndsATraining() {
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval(LINE).asModel();
      NnTraining run =
          net.train(X, Y, Map.of("steps", 100, "loss", "mse"), step -> step.step() < 7);
      assertEquals(7, run.steps());
      assertEquals(7, run.losses().length);
    }
  }

  @Test
  void errorsSayWhatThePromptWouldSay(@TempDir Path folder) throws Exception {
    Path script =
        Files.writeString(folder.resolve("bad.nn"), "a = 1\nb = zeros([2, 3]) @ zeros([4, 5])\n");
    try (Nn nn = Nn.create()) {
      NnException e = assertThrows(NnException.class, () -> nn.run(script));
      assertEquals("shape", e.code());
      assertEquals(2, e.line());
      assertEquals(5, e.column());
      assertTrue(e.file().endsWith("bad.nn"), e.file());
      assertTrue(e.getMessage().contains("zeros([2, 3]) @ zeros([4, 5])"), e.getMessage());
      assertEquals(NnException.Kind.SCRIPT, e.kind());
      NnException parse = assertThrows(NnException.class, () -> nn.eval("a = ("));
      assertEquals(NnException.Kind.PARSE, parse.kind());
      assertEquals("parse", parse.code());
      NnModel net = nn.eval(LINE).asModel();
      NnException shape =
          assertThrows(NnException.class, () -> net.predict(new float[][] {{1, 2}}));
      assertEquals("shape", shape.code());
      NnException option =
          assertThrows(
              NnException.class, () -> net.train(X, Y, Map.of("stepps", 1, "loss", "mse")));
      assertTrue(option.getMessage().contains("steps"), option.getMessage());
      assertThrows(NnException.class, () -> nn.eval("1").asModel());
    }
  }

  @Test
  void filesAreThoseBelowTheFolder(@TempDir Path folder) throws Exception {
    Path inside = Files.createDirectory(folder.resolve("models"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(inside.resolve("link.txt"), secret);
    Files.createSymbolicLink(inside.resolve("up"), folder);
    Files.createSymbolicLink(inside.resolve("new.txt"), folder.resolve("absent.txt"));
    Files.writeString(inside.resolve("open.txt"), "open");
    try (Nn nn = Nn.builder().files(inside).build()) {
      nn.put("here", inside);
      assertEquals("open", nn.eval("read(here + \"/open.txt\")").asString());
      for (String path :
          List.of("/../secret.txt", "/link.txt", "/up/secret.txt", "/up/../secret.txt")) {
        NnException e =
            assertThrows(NnException.class, () -> nn.eval("read(here + \"" + path + "\")"), path);
        assertEquals("file", e.code());
        // for nn the last is models/secret.txt, which is not there
        boolean within = path.endsWith("/up/../secret.txt");
        assertEquals(!within, e.text().contains("access to other folders only"), e.text());
      }
      for (String path : List.of("/../x.txt", "/new.txt", "/up/x.txt")) {
        assertThrows(
            NnException.class, () -> nn.eval("write(here + \"" + path + "\", \"x\")"), path);
      }
      assertFalse(Files.exists(folder.resolve("absent.txt")));
      assertFalse(Files.exists(folder.resolve("x.txt")));
      NnModel net = nn.eval(LINE).asModel();
      net.save(inside.resolve("m.safetensors"));
      net.train(X, Y, Map.of("steps", 20, "loss", "mse"));
      assertTrue(net.predict(new float[] {3})[0] != 7);
      net.load(inside.resolve("m.safetensors"));
      assertEquals(7, net.predict(new float[] {3})[0]);
    }
    try (Nn nn = Nn.create()) {
      nn.put("here", inside);
      assertThrows(NnException.class, () -> nn.eval("read(here + \"/open.txt\")"));
    }
  }

  @Test
  void weightsGoFromOneToAnother() {
    try (Nn one = Nn.create();
        Nn other = Nn.create()) {
      NnModel net = one.eval(LINE).asModel();
      net.train(X, Y, Map.of("steps", 300, "loss", "mse", "optimizer", "adam(lr: 0.1)"));
      NnModel twin = other.eval(LINE).asModel();
      twin.take(net.share());
      assertArrayEquals(net.predict(X), twin.predict(X));
      NnException e =
          assertThrows(
              NnException.class, () -> other.eval("linear(2, 2)").asModel().take(net.share()));
      assertEquals("value", e.code());
    }
  }

  @Test
  void timeLimitInterruptAndCloseEndWhatRuns() throws Exception {
    String endless = "n = 0\nwhile true { n = n + 1 }";
    try (Nn brief = Nn.builder().timeLimit(Duration.ofMillis(300)).build()) {
      NnException e = assertThrows(NnException.class, () -> brief.eval(endless));
      assertEquals(NnException.Kind.LIMIT, e.kind());
      assertEquals(2, brief.eval("1 + 1").asLong());
    }
    Nn nn = Nn.create();
    try (var threads = Executors.newSingleThreadExecutor()) {
      NnModel net = nn.eval(LINE).asModel();
      var begun = new CountDownLatch(1);
      Callable<NnTraining> training =
          () ->
              net.train(
                  X,
                  Y,
                  Map.of("steps", 100_000_000, "loss", "mse"),
                  step -> {
                    begun.countDown();
                    return true;
                  });
      Future<NnTraining> run = threads.submit(training);
      begun.await();
      assertTrue(run.cancel(true));
      // the thread is free again only when the training has ended
      assertEquals(3L, threads.submit(() -> nn.eval("1 + 2").asLong()).get(5, TimeUnit.SECONDS));
      Future<NnTraining> second = threads.submit(training);
      Thread.sleep(200);
      nn.interrupt();
      ExecutionException e = assertThrows(ExecutionException.class, second::get);
      assertEquals(NnException.Kind.INTERRUPTED, ((NnException) e.getCause()).kind(), e::toString);
      Future<NnTraining> third = threads.submit(training);
      Thread.sleep(200);
      nn.close();
      ExecutionException closed = assertThrows(ExecutionException.class, third::get);
      assertEquals(NnException.Kind.CLOSED, ((NnException) closed.getCause()).kind());
      assertEquals(
          NnException.Kind.CLOSED, assertThrows(NnException.class, () -> net.predict(X)).kind());
    }
  }

  @Test
  void valuesComeAndGo() {
    record Settings(int hidden, String name) {}
    try (Nn nn = Nn.builder().argument("n", 5).build()) {
      nn.put("x", new float[][] {{1, 2}, {3, 4}});
      nn.put("s", new Settings(3, "a"));
      nn.put(
          "twice", (java.util.function.Function<Object, Object>) v -> ((Number) v).intValue() * 2);
      assertArrayEquals(new float[][] {{2, 4}, {6, 8}}, nn.eval("x * 2").as(float[][].class));
      assertArrayEquals(
          new float[][][] {{{1, 2}, {3, 4}}},
          nn.eval("x.reshape([1, 2, 2])").as(float[][][].class));
      assertEquals("a3", nn.eval("s.name + str(s.hidden)").asString());
      assertEquals(8, nn.eval("twice(4)").asLong());
      assertEquals(5, nn.eval("arg(\"n\", 1)").asLong());
      assertEquals(6, nn.eval("x -> x + 1").call(5).asLong());
      assertEquals(2, nn.eval("{a: 2}").get("a").asLong());
      assertEquals(2, nn.eval("[1, 2]").as(List.class).size());
      assertArrayEquals(new long[] {1, 2}, nn.eval("tensor([1, 2])").as(long[].class));
      assertThrows(NnException.class, () -> nn.eval("x").as(float[].class));
      assertThrows(NnException.class, () -> nn.get("nothing"));
    }
  }

  @Test
  void whatJavaHasForFunctionsStreamsAndBuffersComesToo() {
    try (Nn nn = Nn.create()) {
      List<Object> heard = new ArrayList<>();
      nn.put("two", (BiFunction<Object, Object, Object>) (a, b) -> a + "" + b);
      nn.put("none_at_all", (Supplier<Object>) () -> 5);
      nn.put("hear", (Consumer<Object>) heard::add);
      nn.put("run", (Runnable) () -> heard.add("run"));
      nn.put("is", (Predicate<Object>) x -> x.equals("yes"));
      nn.put("twice", (DoubleUnaryOperator) x -> 2 * x);
      nn.put("stream", IntStream.range(0, 4).boxed());
      nn.put("direct", ByteBuffer.allocateDirect(8).asFloatBuffer().put(1, 2.5f));
      nn.put("longs", LongBuffer.wrap(new long[] {1, 2, 3}).position(1));
      nn.put("nothing", Optional.empty());
      nn.put("unit", TimeUnit.DAYS);
      assertEquals("12", nn.eval("two(1, 2)").asString());
      assertEquals(5, nn.eval("none_at_all()").asLong());
      nn.eval("hear(\"a\")\nrun()");
      assertEquals(List.of("a", "run"), heard);
      assertTrue(nn.eval("is(\"yes\")").asBoolean());
      assertEquals(3, nn.eval("twice(1.5)").asDouble());
      assertEquals(6, nn.eval("sum(stream)").asLong());
      assertArrayEquals(new float[] {0, 5}, nn.eval("direct * 2").as(float[].class));
      assertArrayEquals(new long[] {2, 3}, nn.eval("longs + 0").as(long[].class));
      assertTrue(nn.eval("nothing == none").asBoolean());
      assertEquals("DAYS", nn.eval("unit").asString());
      assertArrayEquals(
          new boolean[] {true, false},
          nn.eval("x -> x").call((Object) new boolean[] {true, false}).as(boolean[].class));
      NnException e = assertThrows(NnException.class, () -> nn.eval("two(1)"));
      assertEquals("argument", e.code());
      assertTrue(e.getMessage().contains("takes 2 arguments, found 1"), e.getMessage());
    }
  }

  /** nn-nd4j is not on this class path. */
  @Test
  void aBackendThatIsMissingIsSaidWithTheWayOut() {
    try (Nn nn = Nn.builder().backend("own").build()) {
      assertEquals(3, nn.eval("sum(tensor([1, 2]))").asLong());
    }
    var e = assertThrows(NnException.class, () -> Nn.builder().backend("nd4j"));
    assertEquals("argument", e.code());
    assertTrue(e.hint().contains("nn-nd4j"), e.hint());
  }
}
