// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.decode.Decoder;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;

/**
 * What is kept of a net between calls of {@code sample} gives what the net as it is then gives of
 * the whole text.
 */
class KeptNetTest {
  private static final Context SHARED = made();
  private Context context = SHARED;

  private static Context made() {
    return Context.newBuilder(NnLanguage.ID)
        .option("engine.WarnInterpreterOnly", "false")
        .option("nn.threads", "2")
        .allowIO(IOAccess.ALL)
        .err(OutputStream.nullOutputStream())
        .build();
  }

  @BeforeEach
  void nets() {
    eval(
        """
        letters = chars("abcdefgh ")
        v = letters.size
        seed(1)
        # large enough for weights to be packed, and with all that numbers can decide
        model Wide(block) {
          tokens = embedding(v, 192)
          state mask = tril(ones([block, block]))
          state shift = zeros([192])
          param table = randn([192, 192]) * 0.1
          mix = linear(192, 192)
          head = linear(192, v)
          fn hides(m) { mask = m }
          fn shifts(by) { shift = by }
          forward(ids: int[batch, time]) -> [batch, time, v] {
            x = tokens(ids) + shift
            scores = where(mask[0..time, 0..time] == 0, -inf, x @ x.permute([0, 2, 1]) * 0.01)
            head(tanh(mix(softmax(scores, axis: -1) @ x) @ (table * 1.5)))
          }
        }
        net = Wide(24)
        ids = (arange(24) * 5 % v).reshape([2, 12])
        fn learn(net) = train(net, [ids, ids], loss: cross_entropy, optimizer: sgd(lr: 0.1), steps: 2)
        """);
  }

  @AfterAll
  static void close() {
    SHARED.close();
  }

  private String eval(String text) {
    return context.eval(NnLanguage.ID, text).toString();
  }

  private static String call(String net, String rest) {
    return "sample(" + net + ", letters, prompt: \"a bad cab\", seed: 3, " + rest + ")";
  }

  /** All ways to ask give what the whole text gives. */
  private String isRight(String net) {
    StringBuilder all = new StringBuilder();
    for (String how : new String[] {"tokens: 20", "tokens: 6, count: 3", "tokens: 4, count: 8"}) {
      String kept = eval(call(net, how));
      assertEquals(eval(call(net, how + ", cache: false")), kept, net + " " + how);
      all.append(kept);
    }
    return all.toString();
  }

  private <T> T inside(Supplier<T> work) {
    context.enter();
    try {
      return work.get();
    } finally {
      context.leave();
    }
  }

  private @Nullable Decoder kept(String net) {
    return inside(
        () -> {
          Module module = (Module) NnContext.get(null).globals().get(net);
          KnownNet known = module.attached(KnownNet.class);
          return known == null ? null : known.decoder().orElseThrow();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learn(net)",
        "update(net, params(net), (w, same) -> w * 2.0)",
        "update(net, params(net), sgd(lr: 0.9))",
        "update(net.head, params(net.head), (w, same) -> w * -1.0)",
        "net.shifts(randn([192]))",
        "freeze(net.mix)\nlearn(net)",
      })
  void whatChangesANetIsSeen(String change) {
    String before = isRight("net");
    assertEquals(before, isRight("net"));
    try {
      eval(change);
    } catch (RuntimeException e) {
      throw new AssertionError(change, e);
    }
    assertNotEquals(before, isRight("net"), change);
  }

  /** As a cell that writes a state of another content: what it hides is seen anew. */
  @Test
  void aMaskIsLookedAtAgain() {
    String before = isRight("net");
    // no place sees what is two or more before it
    eval("net.hides(tril(ones([24, 24])) - tril(ones([24, 24]), diagonal: -2))");
    assertNotEquals(before, isRight("net"));
    // all see all: nothing can be remembered any more
    eval("net.hides(ones([24, 24]))");
    isRight("net");
    eval("net.hides(tril(ones([24, 24])))");
    assertEquals(before, isRight("net"));
  }

  @Test
  void loadedWeightsAreSeen(@TempDir Path folder) {
    String file = folder.resolve("net.safetensors").toString().replace("\\", "/");
    String before = isRight("net");
    eval("save(net, \"" + file + "\")\nlearn(net)");
    assertNotEquals(before, isRight("net"));
    eval("load(net, \"" + file + "\")");
    assertEquals(before, isRight("net"));
  }

  /** While it is trained its weights change with no sign: they are read anew each time. */
  @Test
  void aNetInTrainingIsSeen() {
    eval(
        """
        right = {said: []}
        fn look() {
          for count in [1, 4] {
            cached = sample(net, letters, prompt: "a", tokens: 6, seed: 3, count: count)
            whole = sample(net, letters, prompt: "a", tokens: 6, seed: 3, count: count, cache: false)
            right.said = right.said + [cached == whole]
          }
        }
        """);
    isRight("net");
    eval(
        """
        train(net, [ids, ids], loss: cross_entropy, optimizer: sgd(lr: 0.1), steps: 3, on_step: s -> {
          look()
        })
        look()
        """);
    assertEquals("[true, true, true, true, true, true, true, true]", eval("right.said"));
  }

  @Test
  void netsThatShareWeightsAreSeen() {
    eval(
        """
        model Around(inner) {
          net = inner
          forward(ids: int[batch, time]) -> [batch, time, v] = net(ids) * 2.0
        }
        around = Around(net)
        """);
    String before = isRight("net") + isRight("around");
    eval("learn(around)");
    assertNotEquals(before, isRight("net") + isRight("around"));
    eval("freeze(net.head)\nlearn(net)\nunfreeze(net.head)");
    String frozen = isRight("around") + isRight("net");
    eval("update(net, params(net), (w, same) -> w * 2.0)");
    assertNotEquals(frozen, isRight("around") + isRight("net"));
  }

  /** What a net reads beside its weights may change as well. */
  @Test
  void globalsAreSeen() {
    eval(
        """
        gain = 1.0
        model Outer(inner) {
          net = inner
          forward(ids: int[batch, time]) -> [batch, time, v] = net(ids) * gain
        }
        outer = Outer(net)
        """);
    String before = isRight("outer");
    eval("gain = 9.0");
    assertNotEquals(before, isRight("outer"));
  }

  /** What is found out while another function is traced tells that one what it reads. */
  @Test
  void whatIsFoundWithinATraceIsNotKept() {
    eval(
        """
        gain = 1.0
        model Inner(of) {
          net = of
          forward(ids: int[batch, time]) -> [batch, time, v] = net(ids) * gain
        }
        inner = Inner(net)
        heard = {said: none}
        fn traced(w) {
          heard.said = sample(inner, letters, prompt: "a bad cab", seed: 3, tokens: 20)
          (w * w).sum()
        }
        grad(traced)(tensor([1.0]))
        gain = 9.0
        """);
    assertNotEquals(eval("heard.said"), eval(call("inner", "tokens: 20")));
    isRight("inner");
  }

  @Test
  void copiesAndPackedOnesHaveTheirOwn() {
    String before = isRight("net");
    eval("other = copy(net)\nlearn(other)\nsmall = quantize(net, \"int8\")");
    isRight("small");
    assertNotEquals(before, isRight("other"));
    assertEquals(before, isRight("net"));
  }

  @Test
  void aStreamMayAskTheSameNet() {
    String before = isRight("net");
    eval(
        "heard = {said: []}\nfn tell(piece) { heard.said = heard.said + ["
            + call("net", "tokens: 5, count: 2")
            + "] }");
    String streamed = eval(call("net", "tokens: 20, stream: tell"));
    assertEquals(eval(call("net", "tokens: 20, cache: false")), streamed);
    assertEquals("true", eval("heard.said[0] == heard.said[-1]"));
    assertEquals(before, isRight("net"));
  }

  /** What is kept is the same one while nothing changes and while only numbers do. */
  @Test
  void itIsKept() {
    isRight("net");
    Decoder first = kept("net");
    isRight("net");
    assertSame(first, kept("net"));
    eval("update(net, params(net), (w, same) -> w * 2.0)");
    isRight("net");
    assertSame(first, kept("net"));
    eval("net.hides(net.mask + 0)");
    assertNotSame(first, kept("net"));
  }

  /** What somebody outside may write to is read anew. */
  @Test
  void memoryThatAHostSeesIsReadAnew() {
    context = made();
    nets();
    String before = isRight("net");
    inside(
        () -> {
          NnContext inner = NnContext.get(null);
          Tensor table = ((Module) inner.globals().get("net")).variable("table").value();
          inner.engine().memory().outlives(table.data());
          for (long i = 0; i < table.size(); i++) {
            table.fill(i, -table.getDouble(i));
          }
          return table;
        });
    assertNotEquals(before, isRight("net"));
    context.close();
  }

  @Test
  void itIsGivenUp() {
    isRight("net");
    Decoder first = kept("net");
    inside(
        () -> {
          Memory memory = NnContext.get(null).engine().memory();
          for (int i = 0; i < 4; i++) {
            int number = i;
            Memory.Spare other = () -> spares[number] = null;
            memory.keeps(other);
            spares[i] = other;
          }
          return spares;
        });
    assertNotSame(first, kept("net"));
    isRight("net");
  }

  private final Object[] spares = new Object[4];

  @Test
  void itGoesWithTheNet() throws InterruptedException {
    isRight("net");
    WeakReference<Decoder> kept = new WeakReference<>(kept("net"));
    eval("net = none");
    for (int i = 0; i < 50 && kept.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(kept.get());
  }
}
