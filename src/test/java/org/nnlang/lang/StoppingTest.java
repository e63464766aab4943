// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts are stopped from outside, and several run at once. */
class StoppingTest {
  private static final String TRAINING =
      """
      x = linspace(-1, 1, 64).reshape([64, 1])
      net = linear(1, 64) >> tanh >> linear(64, 1)
      train(net, [x, x ^ 2], loss: mse, steps: 1000000, seed: 1,
        on_step: s -> { if s.step == 20 { started() } })
      """;

  /** Two lists of 2^50 items, which are but 50 lists each. */
  private static final String SHARED =
      "x = [1]\ny = [1]\nfor i in 0..50 { x = [x, x]\n y = [y, y] }\nstarted()\n";

  /** A text that nearly has a part at each of its places. */
  private static final String NEARLY =
      "text = \"a\" * 20000000\npart = \"a\" * 10000000 + \"b\"\nstarted()\n";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path folder;

  private final CountDownLatch started = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Context context(Context.Builder builder) {
    Context context =
        builder.out(new ByteArrayOutputStream()).err(new ByteArrayOutputStream()).build();
    ProxyExecutable begin =
        args -> {
          started.countDown();
          return null;
        };
    context.getBindings("nn").putMember("started", begin);
    return context;
  }

  private Future<PolyglotException> run(Context context, String script) throws Exception {
    Future<PolyglotException> run =
        threads.submit(
            () -> assertThrows(PolyglotException.class, () -> context.eval("nn", script)));
    assertTrue(started.await(30, TimeUnit.SECONDS), "the script did not start");
    return run;
  }

  /** What takes long, of each kind. */
  private static List<String> longWork() {
    return List.of(
        "started()\nwhile true { }",
        "started()\nfn f(n) = if n == 0 { 0 } else { f(n - 1) }\nwhile true { f(10) }",
        "started()\nmap(0..1000000000, x -> x)",
        SHARED + "x == y",
        SHARED + "x in [y]",
        SHARED + "contains([y], x)",
        SHARED + "find([y], x)",
        SHARED + "sorted([x, y, x, y])",
        SHARED + "print(x)",
        NEARLY + "part in text",
        NEARLY + "find(text, part)",
        NEARLY + "replace(text, part, \"\")",
        NEARLY + "split(text, part)",
        "started()\nsum(0..1000000000000)",
        "started()\nn = \"x\" * 60\nx = {}\nfor i in 0..200000 { x[\"{n}{i}\"] = 1 }\nx[n + \"x\"]",
        "x = \"[\" + \"1,\" * 50000000 + \"1]\"\nstarted()\njson(x)",
        "x = \"Σ\" * 100000000\nstarted()\nlower(x)",
        "x = rand([3000, 3000])\nstarted()\nsvd(x)",
        "x = rand([3000, 3000])\nstarted()\neigh(x)",
        "x = rand([100000000])\nstarted()\nsort(x)",
        "x = rand([50000000])\nstarted()\nplot(x, to: \"x.svg\")",
        "x = rand([50000000])\nstarted()\nplot(x, to: \"x.png\")",
        "x = rand([8000, 8000])\nstarted()\nshow(x, to: \"x.png\")",
        "x = join(map(0..3000000, i -> \"w{i} \"))\nstarted()\nbpe(x, 5000)",
        "x = \",\" * 500000\nwrite(\"x.csv\", x + \"\\n\" + x)\nstarted()\ncsv(\"x.csv\")",
        "n = linear(1, 1)\nf = n\nfor i in 0..5000 { f = f >> n }\nx = zeros([1, 1])\nstarted()\nfor i in 0..1000 { grad(w -> sum(f(w)))(x) }",
        "f = lstm(8, 8)\nx = rand([1, 1000000, 8])\nstarted()\nf(x)",
        "x = rand([64, 1])\njob = train(linear(1, 1), [x, x], loss: mse, steps: 10000000, background: true)\nstarted()\nwait(job)",
        TRAINING);
  }

  @ParameterizedTest
  @MethodSource("longWork")
  void closeEndsWhatRuns(String script) throws Exception {
    Context context = context(withFiles());
    Future<PolyglotException> run = run(context, script);
    Thread.sleep(200);
    long begin = System.nanoTime();
    context.close(true);
    tell("close", begin, script);
    assertTrue(run.get(20, TimeUnit.SECONDS).isCancelled());
  }

  @ParameterizedTest
  @MethodSource("longWork")
  void interruptEndsWhatRuns(String script) throws Exception {
    try (Context context = context(withFiles())) {
      Future<PolyglotException> run = run(context, script);
      Thread.sleep(200);
      long begin = System.nanoTime();
      context.interrupt(Duration.ofSeconds(20));
      tell("interrupt", begin, script);
      assertTrue(run.get(20, TimeUnit.SECONDS).isInterrupted());
      assertEquals(2, context.eval("nn", "1 + 1").asInt());
    }
  }

  /** {@code -Dstops.told=true} for how long each takes to end; nothing depends on it. */
  private static void tell(String how, long begin, String script) {
    if (Boolean.getBoolean("stops.told")) {
      String last = script.strip().lines().reduce("", (a, b) -> b);
      System.out.printf("%-9s %5.0f ms  %s%n", how, (System.nanoTime() - begin) / 1e6, last);
    }
  }

  private Context.Builder withFiles() {
    return Context.newBuilder("nn")
        .allowIO(IOAccess.ALL)
        .allowCreateThread(true)
        .currentWorkingDirectory(folder.toAbsolutePath());
  }

  /** A single plan of 200 products of large matrices, which takes the better part of a minute. */
  private static final String LONG_PLAN =
      """
      model Chain() {
        param w = randn([2000, 2000]) / 50
        forward(x: [n, 2000]) -> [n, 2000] {
          for i in 0..200 { x = x @ w }
          x
        }
      }
      net = Chain()
      x = rand([2000, 2000])
      started()
      net(x)
      """;

  @Test
  void closeEndsAPlanBetweenItsBlocks() throws Exception {
    Context context = context(Context.newBuilder("nn"));
    Future<PolyglotException> run = run(context, LONG_PLAN);
    Thread.sleep(300);
    context.close(true);
    assertTrue(run.get(10, TimeUnit.SECONDS).isCancelled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"started()\nwhile true { }", TRAINING})
  void interruptEndsWhatRunsAndTheContextGoesOn(String script) throws Exception {
    try (Context context = context(Context.newBuilder("nn"))) {
      Future<PolyglotException> run = run(context, script);
      context.interrupt(Duration.ofSeconds(10));
      assertTrue(run.get(10, TimeUnit.SECONDS).isInterrupted());
      assertEquals(2, context.eval("nn", "1 + 1").asInt());
      assertEquals(3, context.eval("nn", "sum(tensor([1, 2]))").asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 0\nwhile true { x = x + 1 }",
        "while true { }",
        "for i in 0..1000000000 { }",
        "sum(0..1000000000)",
        "x = zeros([4, 1])\ntrain(linear(1, 1), [x, x], loss: mse, steps: 1000000)"
      })
  void statementsAreCounted(String script) {
    ResourceLimits limits = ResourceLimits.newBuilder().statementLimit(1000, null).build();
    // a context that has used up its limit is closed already
    Context context = Context.newBuilder("nn").resourceLimits(limits).build();
    PolyglotException e = assertThrows(PolyglotException.class, () -> context.eval("nn", script));
    assertTrue(e.isResourceExhausted());
  }

  /** Whoever counts statements looks at the scripts of all contexts of the engine, from outside. */
  @Test
  void aContextOfASharedEngineMayHaveALimitOfItsOwn() {
    String script = "fn f(x) = x + 1\nmodel M(n = 1) { forward(x) = x * n }\nx = f(1)\nx";
    ResourceLimits limits = ResourceLimits.newBuilder().statementLimit(1000, null).build();
    try (Engine engine = Engine.create();
        Context first = Context.newBuilder("nn").engine(engine).build()) {
      assertEquals(2, first.eval("nn", script).asInt());
      try (Context second =
          Context.newBuilder("nn").engine(engine).resourceLimits(limits).build()) {
        assertEquals(2, second.eval("nn", script).asInt());
        assertEquals(2, first.eval("nn", script).asInt());
        var e =
            assertThrows(
                PolyglotException.class, () -> second.eval("nn", "while true { x = x + 1 }"));
        assertTrue(e.isResourceExhausted());
      } catch (PolyglotException e) {
        // closing what was cancelled says so once more
        assertTrue(e.isCancelled(), e::toString);
      }
      assertEquals(2, first.eval("nn", script).asInt());
    }
  }

  @Test
  void twoContextsTrainAtOnce() throws Exception {
    String script =
        """
        x = linspace(-1, 1, 32).reshape([32, 1])
        seed(3)
        net = linear(1, 16) >> tanh >> linear(16, 1)
        train(net, [x, x ^ 2], loss: mse, steps: 50, seed: 1)
        mse(net(x), x ^ 2)
        """;
    try (Engine engine = Engine.create()) {
      List<Future<Double>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        runs.add(
            threads.submit(
                () -> {
                  try (Context context = context(Context.newBuilder("nn").engine(engine))) {
                    return context.eval("nn", script).asDouble();
                  }
                }));
      }
      assertEquals(runs.get(0).get(), runs.get(1).get());
    }
  }
}
