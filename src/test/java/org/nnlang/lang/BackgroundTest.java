// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nnlang.builtin.Interruption;

/** Nets that are trained while the script goes on. */
@Timeout(120)
class BackgroundTest {
  private static final String DATA = "x = linspace(-1, 1, 64).reshape([64, 1]); y = x ^ 2\n";
  private static final String NET = "linear(1, 8) >> tanh >> linear(8, 1)";
  private static final String ENDLESS = "steps: 1000000000, background: true";

  private final Context context =
      Context.newBuilder("nn").allowCreateThread(true).option("nn.seed", "3").build();

  @AfterEach
  void close() {
    context.close(true);
  }

  private Value run(String script) {
    return context.eval("nn", script);
  }

  private PolyglotException failure(String script) {
    return assertThrows(PolyglotException.class, () -> run(script));
  }

  /** The numbers are those of the same training in front, whatever the script did meanwhile. */
  @Test
  void theBitsAreThoseOfATrainingInFront() {
    Value differ =
        run(
            DATA
                + "a = "
                + NET
                + "\nb = copy(a)\nh = train(a, [x, y], loss: mse, steps: 200, seed: 5)\n"
                + "job = train(b, [x, y], loss: mse, steps: 200, seed: 5, background: true)\n"
                + "before = job.state\n"
                + "while job.state == \"running\" { rand([4]) }\n"
                + "[before, type(job), job.state, wait(job).loss == h.loss, job.val_loss,\n"
                + "  a(x).list() == b(x).list()]\n");
    assertEquals("[\"running\", \"job\", \"done\", true, [], true]", differ.toString());
  }

  /** Both weights have the same gradients: they differ only within a step. */
  @Test
  void aScriptSeesTheWeightsOfAWholeStep() {
    Value seen =
        run(
            """
            model Twins() {
              param a = zeros([100, 100])
              param b = zeros([100, 100])
              forward(x: [n, 100]) -> [n, 100] = x @ a + x @ b
            }
            net = Twins()
            x = ones([4, 100])
            job = train(net, [x, x], loss: mse, optimizer: sgd(lr: 1e-7), %s)
            moved = 0
            apart = 0
            last = net.a
            while moved < 10 {
              [a, b] = [net.a, net.b]
              if max(abs(a - b)).item() != 0 { apart = apart + 1 }
              if a[0, 0].item() != last[0, 0].item() { moved = moved + 1 }
              last = a
            }
            [moved, apart, job.state, stop(job).steps >= 10, job.state]
            """
                .formatted(ENDLESS));
    assertEquals("[10, 0, \"running\", true, \"stopped\"]", seen.toString());
  }

  @Test
  void functionsOfTheScriptTakeTurns() {
    Value seen =
        run(
            DATA
                + """
                order = []
                fn note(who) = s -> {
                  before = len(order)
                  for i in 0..20 { order[len(order) - 1 + 1 - 1] = order[-1] }
                  append(order, who)
                  assert(len(order) == before + 1, "somebody came between")
                }
                append(order, 0)
                p = train(linear(1, 1), [x, y], loss: mse, steps: 300, on_step: note(1), background: true)
                q = train(linear(1, 1), [x, y], loss: mse, steps: 300, on_step: note(2), background: true)
                for i in 0..50 { append(order, 3) }
                wait()
                [len(filter(order, w -> w == 1)), len(filter(order, w -> w == 2)), len(order), p.state, q.state]
                """);
    assertEquals("[300, 300, 651, \"done\", \"done\"]", seen.toString());
  }

  @Test
  void aFailureIsThatOfTheCallAndComesWhereItIsWaitedFor() {
    run(
        DATA
            + "job = train(linear(1, 1), [x, y], loss: mse, steps: 9, background: true,\n"
            + "  on_step: s -> if s.step == 3 { error(\"no more\") })\n");
    PolyglotException failure = failure("wait(job)");
    assertEquals("no more", failure.getMessage());
    assertEquals(3, failure.getSourceLocation().getStartLine());
    assertEquals("[\"failed\", 3]", run("[job.state, job.steps]").toString());
  }

  @Test
  void aNetIsTrainedOnceAtATime() {
    run(DATA + "net = " + NET + "\njob = train(net, [x, y], loss: mse, " + ENDLESS + ")");
    String again = "this net is being trained already";
    assertEquals(again, failure("train(net, [x, y], loss: mse, steps: 1)").getMessage());
    assertEquals(again, failure("resume(net)").getMessage());
    assertEquals(again, failure("train(net[0], [x, x], loss: mse, steps: 1)").getMessage());
    run("stop(job)");
    assertEquals("2", run("train(net, [x, y], loss: mse, steps: 2).steps").toString());
  }

  @Test
  void whatWasStoppedGoesOnAsIfItHadNotBeen() {
    Value same =
        run(
            DATA
                + "a = "
                + NET
                + "\nb = copy(a)\n"
                + "h = train(a, [x, y], loss: mse, steps: 60, seed: 5)\n"
                + "job = train(b, [x, y], loss: mse, steps: 60, seed: 5, background: true,\n"
                + "  on_step: s -> if s.step == 20 { stop(job) })\n"
                + "wait(job)\n"
                + "first = job.steps\n"
                + "again = resume(b, background: true)\n"
                + "[first, wait(again).loss == h.loss, a(x).list() == b(x).list()]");
    assertEquals("[20, true, true]", same.toString());
  }

  @Test
  void aJobCannotWaitForItself() {
    run(
        DATA
            + "job = train(linear(1, 1), [x, y], loss: mse, steps: 9, background: true,\n"
            + "  on_step: s -> { wait(job); true })\n");
    assertEquals(
        "a function that a job calls cannot wait for that job", failure("wait(job)").getMessage());
  }

  @Test
  void aClosingContextEndsWhatTrains() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (boolean cancel : new boolean[] {false, true}) {
            Context other = Context.newBuilder("nn").allowCreateThread(true).build();
            other.eval("nn", DATA + "train(linear(1, 1), [x, y], loss: mse, " + ENDLESS + ")");
            other.close(cancel);
          }
        });
  }

  @Test
  void aHostThatAllowsNoThreadsIsNamed() {
    try (Context other = Context.create("nn")) {
      PolyglotException failure =
          assertThrows(
              PolyglotException.class,
              () ->
                  other.eval(
                      "nn",
                      DATA + "n = linear(1, 1)\ntrain(n, [x, y], loss: mse, " + ENDLESS + ")"));
      assertTrue(
          failure.getGuestObject().getMember("hint").asString().contains("allowCreateThread"));
      // the net is as free as before
      assertEquals("1", other.eval("nn", "train(n, [x, y], loss: mse, steps: 1).steps").toString());
    }
  }

  /** Ctrl-C at a prompt is for what is in front. */
  @Test
  void oneThreadIsStoppedAndTheJobGoesOn() throws Exception {
    var interruption = new Interruption();
    ContextAccess.introduce(context, new Front(interruption));
    var reached = new CountDownLatch(1);
    ProxyExecutable reach =
        args -> {
          reached.countDown();
          return null;
        };
    context.getBindings("nn").putMember("reach", reach);
    run(DATA + "job = train(linear(1, 1), [x, y], loss: mse, " + ENDLESS + ")");
    Thread front = Thread.currentThread();
    Thread user =
        Thread.startVirtualThread(
            () -> {
              try {
                assertTrue(reached.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              interruption.stop(front);
            });
    PolyglotException stopped = failure("reach()\nwhile true { }");
    user.join();
    interruption.stop(null);
    assertTrue(stopped.isInterrupted());
    assertFalse(stopped.isCancelled());
    assertEquals("running", run("job.state").asString());
    interruption.stop(front);
    assertTrue(failure("wait(job)").isInterrupted());
    interruption.stop(null);
    assertEquals("running", run("job.state").asString());
  }

  private record Front(Interruption interruption) implements org.nnlang.builtin.Console {
    @Override
    public boolean outIsTerminal() {
      return false;
    }

    @Override
    public boolean errIsTerminal() {
      return false;
    }

    @Override
    public int width() {
      return 80;
    }

    @Override
    public boolean isPrompt() {
      return true;
    }
  }
}
