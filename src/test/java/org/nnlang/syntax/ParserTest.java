// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each construct of the language page becomes. */
class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "-2^2 => (neg (^ 2 2))",
        "2 ^ -1 => (^ 2 (neg 1))",
        "2 ^ -1 * 3 => (* (^ 2 (neg 1)) 3)",
        "2 ^ 3 ^ 2 => (^ 2 (^ 3 2))",
        "-a.b => (neg (. a b))",
        "-a * b => (* (neg a) b)",
        "- -a => (neg (neg a))",
        "a - b - c => (- (- a b) c)",
        "a + b * c => (+ a (* b c))",
        "a / b // c % d @ e => (@ (% (// (/ a b) c) d) e)",
        "(a + b) * c => (* (+ a b) c)",
        "0..n - 1 => (.. 0 (- n 1))",
        "a + 1 .. b => (.. (+ a 1) b)",
        "f >> g >> h => (>> (>> f g) h)",
        "1..2 >> g => (>> (.. 1 2) g)",
        "a >> b == c => ((>> a b) == c)",
        "a < b => (a < b)",
        "a < b <= c != d => (a < b <= c != d)",
        "(a < b) < c => ((a < b) < c)",
        "x + 1 in xs => ((+ x 1) in xs)",
        "not a == b => (not (a == b))",
        "not not a => (not (not a))",
        "not a and b => (and (not a) b)",
        "a or b and c => (or a (and b c))",
        "a and b or c and d => (or (and a b) (and c d))",
        "x -> x or y => (-> (x) (or x y))",
        "x -> y -> x => (-> (x) (-> (y) x))",
        "f >> (x -> x) => (>> f (-> (x) x))",
        "a.b(c)[d].e => (. (at (call (. a b) c) d) e)",
        "f(x)(y) => (call (call f x) y)",
        "-x[0]^2 => (neg (^ (at x 0) 2))",
        "2.5.round() => (call (. 2.5 round))",
        "1.f() => (call (. 1 f))",
      })
  void bindsAsTheTableSays(String text, String tree) {
    assertEquals(tree, Sketch.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "12 => 12",
        "1_000_000 => 1000000",
        "9223372036854775807 => 9223372036854775807",
        "-9223372036854775808 => -9223372036854775808",
        "0.5 => 0.5",
        "1e-3 => 0.001",
        "1_0.2_5E+1 => 102.5",
        "true => true",
        "false => false",
        "none => none",
        "größe_2 => größe_2",
        "变量 => 变量",
        "e\u0301 => \u00e9",
        "[] => []",
        "[1, [2, 3],] => [1 [2 3]]",
        "{} => {}",
        "{lr: 0.1, steps: 100,} => {lr:0.1 steps:100}",
        "{in: 1, \"a b\": 2} => {in:1 a b:2}",
        "{a: {b: {}}} => {a:{b:{}}}",
        "{ a } => (do a)",
        "{ a = 1; a } => (do (= a 1) a)",
        "0..10 => (.. 0 10)",
        "t[0] => (at t 0)",
        "t[-1] => (at t (neg 1))",
        "t[:, 1..3] => (at t : (.. 1 3))",
        "t[i, :,] => (at t i :)",
        "t[[0, 2]] => (at t [0 2])",
        "f() => (call f)",
        "f(1, a: 2, in: 3,) => (call f 1 a:2 in:3)",
        "r.state => (. r state)",
        "x -> {} => (-> (x) {})",
        "x -> {a: x} => (-> (x) {a:x})",
        "x -> { y = x; y } => (-> (x) (do (= y x) y))",
        "() -> 1 => (-> () 1)",
        "(x, y = 2) -> x => (-> (x y=2) x)",
        "(x,) -> x => (-> (x) x)",
        "if a { b } => (if a (do b))",
        "if a { b } else { } => (if a (do b) (do))",
        "if a { b } else if c { d } else { e } => (if a (do b) (if c (do d) (do e)))",
        "if {} == x { b } => (if ({} == x) (do b))",
        "1 + if a { b } else { c } * 2 => (+ 1 (* (if a (do b) (do c)) 2))",
      })
  void readsExpressions(String text, String tree) {
    assertEquals(tree, Sketch.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "x = 1 => (= x 1)",
        "x = y -> 1 => (= x (-> (y) 1))",
        "[a, [b, c]] = f() => (= [a [b c]] (call f))",
        "x[i, :] = v => (= (at x i :) v)",
        "a.b.c = v => (= (. (. a b) c) v)",
        "[x[0], r.a] = v => (= [(at x 0) (. r a)] v)",
        "fn f() = 1 => (fn f () 1)",
        "fn f(a, b = 2) = a => (fn f (a b=2) a)",
        "fn f(a) { return a } => (fn f (a) (do (return a)))",
        "fn f(a) { return } => (fn f (a) (do (return)))",
        "fn f(x: [n], y: int[2 * n, ...] = z) -> float[] = x "
            + "=> (fn f (x:[n] y:int[(* 2 n) ...]=z) -> float[] x)",
        "fn f(x: bool[a.b, 3]) = x => (fn f (x:bool[(. a b) 3]) x)",
        "while a { break; continue } => (while a (do (break) (continue)))",
        "for x in xs { x } => (for x xs (do x))",
        "for [a, [b, c]] in f(x) in y { } => (for [a [b c]] ((call f x) in y) (do))",
        "import \"a.nn\" => (import \"a.nn\")",
        "import \"a.nn\" as b => (import \"a.nn\" b)",
        "model M() { } => (model M ())",
        "model M(a, b = 1) { param w = a; state s = b; forward(x) = x } "
            + "=> (model M (a b=1) (param w a) (state s b) (forward (x) x))",
        "model M() { forward(x: [..., d]) -> [d] { x } } "
            + "=> (model M () (forward (x:[... d]) -> [d] (do x)))",
        "model M() { if a { param w = 1 } else { for i in x { state s = i } } } "
            + "=> (model M () (if a (do (param w 1)) (do (for i x (do (state s i))))))",
        "fn f() { fn g() = 1; model M() { } } => (fn f () (do (fn g () 1) (model M ())))",
      })
  void readsStatements(String text, String tree) {
    assertEquals(tree, Sketch.of(text));
  }

  @Test
  void keepsTheScriptsOfTheLanguagePage() {
    assertEquals(
        """
        (= x (call (. (call linspace (neg 1) 1 64) reshape) [64 1]))
        (= y (^ x 2))
        (model Square (hidden=64) \
        (= layers (>> (>> (call linear 1 hidden) tanh) (call linear hidden 1))) \
        (forward (x:[batch 1]) -> [batch 1] (call layers x)))
        (= net (call Square))
        (= history (call train net [x y] loss:mse optimizer:(call adam lr:0.01) \
        steps:500 seed:1))
        (call print (text "seen " (hole (call mse (call net x) y) .5f) ", unseen " \
        (hole (call mse (call net (+ x 2)) (^ (+ x 2) 2)) .3f)))
        (call plot x [y (call net x)] labels:["x²" "net"])\
        """,
        Sketch.of(
            """
            # square.nn - learn x^2 from 64 samples
            x = linspace(-1, 1, 64).reshape([64, 1])
            y = x ^ 2

            model Square(hidden = 64) {
              layers = linear(1, hidden) >> tanh >> linear(hidden, 1)
              forward(x: [batch, 1]) -> [batch, 1] = layers(x)
            }

            net = Square()
            history = train(net, [x, y], loss: mse, optimizer: adam(lr: 0.01), steps: 500, seed: 1)
            print("seen {mse(net(x), y):.5f}, unseen {mse(net(x + 2), (x + 2) ^ 2):.3f}")
            plot(x, [y, net(x)], labels: ["x²", "net"])
            """));
    assertEquals(
        """
        (model Attention (dim heads dropout=0.0) \
        (= qkv (call linear dim (* 3 dim) bias:false)) \
        (forward (x:[batch time dim]) -> [batch time dim] (do \
        (= [q k v] (call rearrange (call qkv x) "b t (n h d) -> n b h t d" n:3 h:heads)) \
        (= y (call attention q k v causal:true dropout:dropout)) \
        (call proj y))))
        (model GPT (vocab block=64) (= blocks (call repeat layers (-> (i) (call Block dim heads)))) \
        (forward (ids:int[batch time]) -> [batch time vocab] \
        (call head (call blocks (+ (call tokens ids) (call places (call arange time)))))))
        (call train net steps:(call arg "steps" 2000) batch:12)\
        """,
        Sketch.of(
            """
            model Attention(dim, heads, dropout = 0.0) {
              qkv = linear(dim, 3 * dim, bias: false)
              forward(x: [batch, time, dim]) -> [batch, time, dim] {
                [q, k, v] = rearrange(qkv(x), "b t (n h d) -> n b h t d", n: 3, h: heads)
                y = attention(q, k, v, causal: true, dropout: dropout)
                proj(y)
              }
            }

            model GPT(vocab, block = 64) {
              blocks = repeat(layers, i -> Block(dim, heads))
              forward(ids: int[batch, time]) -> [batch, time, vocab] =
                head(blocks(tokens(ids) + places(arange(time))))
            }
            train(net,
                  steps: arg("steps", 2000), batch: 12)
            """));
  }
}
