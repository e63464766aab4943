// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A net that is called again is not traced again where nothing has changed that it reads, and
 * answers by whatever has.
 */
class RememberedTest {
  /** What the parts of a script give, which are parted by {@code ---}, run one after another. */
  private static String outcome(String script) {
    var out = new ByteArrayOutputStream();
    try (Context c = Context.newBuilder("nn").out(out).option("nn.threads", "1").build()) {
      for (String part : script.split("---\n")) {
        c.eval("nn", part);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  // ---- not traced again

  /** Functions that a call runs count as steps, so a limit shows that they were not run again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forward(x) = f(x) * g",
        "forward(x) { y = x\n for i in 0..3 { y = f(y) * g }\n y }",
        "forward(x: [n]) -> [n] { h = v -> f(v) + parts[1]\n if scale > 1 { h(x) } else { x } }",
        "forward(x) { y = own[0](x)\n settings.act(f(y)).reshape([-1]) + arange(len(x)) }",
        "forward(x) { count = count + 1\n f(x) + count }",
        "forward(x) = f(drop(inner(x))).tanh()",
        "forward(x) = tokens(arange(8).reshape([1, 8])) + f(x)",
      })
  void oncePerShape(String forward) {
    String script =
        """
        g = tensor([2.0])
        scale = 3
        parts = [1.0, 2.0]
        settings = {act: relu}
        fn f(x) = x + 1
        model Inner() { w = [tensor([1.0])]
          forward(x) = f(x) + w[0] }
        model Net() {
          state count = zeros([])
          own = [linear(1, 1), linear(1, 1)]
          inner = Inner()
          drop = dropout(0.5)
          tokens = gpt(11, block: 8, dim: 8, heads: 2, layers: 2)
          %s
        }
        net = Net()
        x = ones([1])
        for i in 0..300 { y = net(x) }
        """
            .formatted(forward);
    try (Context c = Context.newBuilder("nn").option("nn.steps", "880").build()) {
      c.eval("nn", script);
    }
  }

  // ---- whatever changes is seen

  @Test
  void globals() {
    assertEquals(
        "2 3 5 7 20\n",
        outcome(
            """
            g = 2.0
            fn f(x) = x * g
            model Net() { forward(x) = f(x) }
            net = Net()
            x = ones([])
            out = [net(x), net(x)]
            g = 3
            out = [net(x) - 1, net(x)]
            ---
            g = tensor(5)
            out = out.append(net(x))
            ---
            fn f(x) = x * 7
            out = out.append(net(x))
            ---
            f = x -> x * 20
            out = out.append(net(x))
            print("{out[0]:.0f} {out[1]:.0f} {out[2]:.0f} {out[3]:.0f} {out[4]:.0f}")
            """));
  }

  @Test
  void aBuiltinThatGetsAnotherMeaning() {
    assertEquals(
        "0\n0\n-2\n",
        outcome(
            """
            model Net() { forward(x) = relu(x) }
            net = Net()
            x = tensor(-2.0)
            print(net(x).item().int())
            print(net(x).item().int())
            ---
            relu = v -> v
            print(net(x).item().int())
            """));
  }

  @Test
  void listsAndRecords() {
    assertEquals(
        "3 13 113 1113 1114 5\n",
        outcome(
            """
            a = [1, [2]]
            r = {k: 0.0, deep: {l: 0}}
            model Net() {
              own = [0]
              forward(x) {
                y = x * 0
                for v in a[1] { y = y + v }
                y + a[0] + r.k + r.deep.l + own[0] + len(a[1]) - 1
              }
            }
            net = Net()
            x = ones([])
            fn ask() = net(x).item().int()
            out = [ask()]
            out = [ask()]
            a[1].append(9)
            out.append(ask())
            r.k = 100
            out.append(ask())
            r.deep.l = 1000
            out.append(ask())
            own = net.own
            own[0] = 1
            out.append(ask())
            a = [2, [3]]
            r = {k: 0, deep: {l: 0}}
            own[0] = 0
            out.append(ask())
            print("{out[0]} {out[1]} {out[2]} {out[3]} {out[4]} {out[5]}")
            """));
  }

  @Test
  void layersThatAreReplaced() {
    assertEquals(
        "true true true true\n",
        outcome(
            """
            model Net() {
              parts = [linear(2, 2), linear(2, 2)]
              forward(x) { for p in parts { x = p(x) }
                x }
            }
            net = Net()
            outer = residual(net)
            x = ones([1, 2])
            a = net(x)
            a = net(x)
            b = outer(x)
            b = outer(x)
            parts = net.parts
            parts[1] = linear(2, 2, init: zeros)
            c = net(x)
            d = outer(x)
            e = copy(net)(x)
            print("{(c == e).all().item()} {(c != a).any().item()} {(d == e + x).all().item()} {(d != b).any().item()}")
            """));
  }

  @Test
  void weights() {
    assertEquals(
        "true\ntrue\ntrue\n",
        outcome(
            """
            net = linear(2, 3) >> tanh >> linear(3, 1)
            x = ones([4, 2])
            y = net(x)
            y = net(x)
            fn same() = print((net(x) == copy(net)(x)).all().item() and (net(x) != y).any().item())
            train(net, [x, zeros([4, 1])], loss: mse, steps: 3, optimizer: adam(lr: 0.1))
            same()
            y = net(x)
            train(net, [x, zeros([4, 1])], loss: mse, steps: 3, optimizer: sgd(lr: 0.1), on_step: s -> { z = net(x) })
            same()
            y = net(x)
            update(net, grad(n -> n(x).sum())(net), sgd(lr: 1.0))
            same()
            """));
  }

  @Test
  void trainingDrawsAndKeepsStates() {
    assertEquals(
        "true true true\n",
        outcome(
            """
            drop = linear(8, 8) >> dropout(0.5)
            x = ones([4, 8])
            a = drop(x, training: true)
            b = drop(x, training: true)
            p = drop(x)
            q = drop(x)
            norm = linear(8, 8) >> batch_norm(8)
            twin = copy(norm)
            for i in 0..3 { norm(x * i + arange(8), training: true) }
            for i in 0..3 { copied = copy(twin)
              twin(x * i + arange(8), training: true) }
            print("{(a != b).any().item()} {(p == q).all().item()} {(norm(x) == twin(x)).all().item()}")
            """));
  }

  @Test
  void countsOfItsOwn() {
    assertEquals(
        "1 2 3 4\n",
        outcome(
            """
            model Net() {
              state n = zeros([])
              forward(x) { n = n + 1
                x + n }
            }
            net = Net()
            o = []
            for i in 0..4 { o.append(net(zeros([])).item().int()) }
            print("{o[0]} {o[1]} {o[2]} {o[3]}")
            """));
  }

  @Test
  void whatIsPrintedOrDrawnOrAppended() {
    String out =
        outcome(
            """
            log = []
            model Net() {
              forward(x) {
                print("called")
                log.append(1)
                x + rand([])
              }
            }
            net = Net()
            a = net(zeros([]))
            b = net(zeros([]))
            c = net(zeros([]))
            print("{len(log)} {(a != b).item()} {(b != c).item()}")
            """);
    assertEquals("called\ncalled\ncalled\n3 true true\n", out);
  }

  @Test
  void argumentsOfAnyKind() {
    assertEquals(
        "4 6 3 5 2 12 8 4.5\n",
        outcome(
            """
            g = tensor(2.0)
            model Net() {
              forward(x, k = 1, how = "add") = if how == "add" { x * k + g } else { x * g }
            }
            net = Net()
            one = tensor(1.0)
            a = net(g)
            a = net(g)
            b = net(tensor(4.0))
            c = net(one)
            d = net(one, 3)
            e = net(one, 1, "times")
            f = net(tensor(10.0), true.int())
            h = net(tensor([6.0, 6.0]))
            i = net(tensor(2.0), 1.25)
            fn t(v) = v.sum().item().int()
            print("{t(a)} {t(b)} {t(c)} {t(d)} {t(e)} {t(f)} {t(h) / 2:.0f} {i.item()}")
            """));
  }

  @Test
  void closures() {
    assertEquals(
        "6 7 9\n",
        outcome(
            """
            fn make() {
              box = [1]
              n = 5
              model Net() { forward(x) = x + box[0] + n }
              [Net(), v -> { box[0] = v }]
            }
            made = make()
            net = made[0]
            set = made[1]
            x = zeros([])
            a = net(x)
            a = net(x)
            set(2)
            b = net(x)
            set(4)
            c = net(x)
            print("{a.item().int()} {b.item().int()} {c.item().int()}")
            """));
  }

  @Test
  void sizesOfTheScript() {
    try (Context c = Context.newBuilder("nn").build()) {
      c.eval("nn", "k = 2\nmodel Net() { forward(x: [k]) = x + 1 }\nnet = Net()\nnet(ones([2]))");
      c.eval("nn", "net(ones([2]))");
      c.eval("nn", "k = 3");
      PolyglotException e =
          assertThrows(PolyglotException.class, () -> c.eval("nn", "net(ones([2]))"));
      String text = e.getGuestObject().getMember("text").asString();
      assertTrue(text.contains("3"), text);
    }
  }

  // ---- hosts and tools

  @Test
  void functionsOfTheHostAreCalledEachTime() {
    var calls = new AtomicInteger();
    try (Context c = Context.newBuilder("nn").allowHostAccess(HostAccess.ALL).build()) {
      c.getBindings("nn").putMember("host", (ProxyExecutable) arguments -> calls.incrementAndGet());
      Value net = c.eval("nn", "model Net() { forward(x) = x + host() }\nNet()");
      Value chain = c.eval("nn", "linear(1, 1) >> (x -> x * 0 + host())");
      double before = calls.get();
      Object row = new float[] {1};
      assertEquals(before + 2, first(net.execute(row)));
      assertEquals(before + 3, first(net.execute(row)));
      double first = first(chain.execute(row));
      assertNotEquals(first, first(chain.execute(row)));
    }
  }

  private static double first(Value value) {
    return value.hasArrayElements() ? first(value.getArrayElement(0)) : value.asDouble();
  }

  @Test
  void aDebuggerStopsInACallThatWasMadeBefore() {
    var stops = new AtomicInteger();
    String script = "model Net() {\n  forward(x) {\n    y = x + 1\n    y * 2\n  }\n}\nNet()\n";
    Source source = Source.newBuilder("nn", script, "s.nn").buildLiteral();
    try (Engine engine = Engine.create();
        Context context =
            Context.newBuilder("nn").engine(engine).allowHostAccess(HostAccess.ALL).build()) {
      Value net = context.eval(source);
      Object row = new float[] {1};
      net.execute(row);
      net.execute(row);
      try (DebuggerSession session =
          Debugger.find(engine).startSession(event -> stops.incrementAndGet())) {
        session.install(Breakpoint.newBuilder(source.getURI()).lineIs(4).build());
        net.execute(row);
        net.execute(row);
      }
    }
    assertEquals(2, stops.get());
  }
}
