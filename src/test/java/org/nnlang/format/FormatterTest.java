// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.source.SourceText;

/** What the style is. */
class FormatterTest {
  private static String format(String text) {
    return Formatter.format(new SourceText("test.nn", text));
  }

  private static void becomes(String expected, String text) {
    assertEquals(expected, format(text));
    assertEquals(expected, format(expected), "it is so already");
  }

  private static void stays(String text) {
    assertEquals(text, format(text));
  }

  @Test
  void blanksStandAroundOperatorsAndBehindCommas() {
    becomes("x = a + b * -c ^ 2\n", "x=a+b*-c^2");
    becomes("f(a, b: 1)[0, :, 1..-2].g(x -> x @ w)\n", "f( a ,b:1 ) [0,:,1 .. -2] . g(x->x@w)");
    becomes("not (a and b) or c in [1, 2]\n", "not(a and b)or c in[1,2,]");
    becomes("r = {in: 4, \"a b\": {}, c: -1}\n", "r={ in : 4,\"a b\":{ },c:-1 }");
    becomes("x[none, :]\n", "x [ none ,: ]");
    becomes("(a, b = 2) -> { a }\n", "( a,b=2 )->{a}");
    becomes("a >> b >> c\n", "a>>b>>c");
  }

  @Test
  void definitionsAreWrittenAlike() {
    becomes("fn f(a, b = 2) -> [n, 4 * m] = a\n", "fn f (a,b=2)->[n,4*m]=a");
    becomes(
        "model M(dim, p = 0.0) {\n  forward(x: int[batch, dim]) = x\n}\n",
        "model M (dim,p=0.0){\nforward (x:int [batch,dim])=x\n}");
    becomes("for [a, b] in xs { print(a); break }\n", "for [a,b] in xs{print(a);break}");
    becomes("if a { b } else if c { d } else { e }\n", "if a {b}\nelse if c {d}\n\nelse\n{e}");
  }

  @Test
  void semicolonsEndNoLines() {
    becomes("a = 1\nb = 2\n", "a = 1; b = 2;");
    becomes("while a {\n  b\n  c\n}\n", "while a { b; c\n}");
  }

  @Test
  void commentsAndBlankLinesStay() {
    stays("# one\n\n# two\na = 1\n\n\n# three\n");
    becomes(
        "# one\na = 1  # two\nbb = 2  # three\n\nc = 3  # four\n".replace("a = 1  #", "a = 1   #"),
        "\n\n# one   \na = 1 # two\nbb = 2       # three\n\nc = 3 # four\n\n");
    becomes("f(    # why\n  a,  # this\n  # that\n)\n", "f( # why\na,# this\n# that\n)");
    becomes("fn f() {  # why\n  # so\n  a\n  # end\n}\n", "fn f() { # why\n# so\na\n# end\n}");
    becomes("f(4 .  # why\n  g(), 4.g())\n", "f(4 . # why\ng(), 4 . g())");
    becomes("x = a\n  # why\n  >> b\n", "x = a\n# why\n>> b");
    becomes("if a { b }\n# why\nelse { c }\n", "if a { b }\n# why\nelse { c }");
    becomes("#! --steps 5\nprint(1)\n", "#! --steps 5\r\nprint(1)\r\n");
  }

  @Test
  void linesOfTheWriterStay() {
    becomes("x = [\n  [0, 1],\n  [1, 0],\n]\n", "x = [\n    [0,1],\n  [1,0],\n  ]");
    becomes("x = tensor([[0, 1],\n  [1, 0]])\n", "x = tensor([[0, 1],\n            [1, 0]\n])");
    becomes("y = a\n  >> b\n  .c()\n", "y = a\n>> b\n.c()");
    becomes("y = a +\n  b\n", "y = a +\nb");
    becomes(
        "train(net, data,\n  on_step: s -> {\n    print(s)\n  })\n",
        "train(net,data,\n on_step: s->{\nprint(s)})");
    becomes("model A(x,\n  y) {\n  z = 1\n}\n", "model A(x,\n  y) { z = 1\n}");
    becomes("fn f(x) =\n  g(x)\n", "fn f(x) =\n        g(x)");
  }

  @Test
  void stringsStayAsTheyAre() {
    stays("print(\"{a+b:.3f}  {\"x\" }\")\n");
    stays("model A() {\n  t = \"\"\"\n one\n   {two  }\n   \"\"\"\n}\n");
  }

  @Test
  void longLinesAreBrokenWhereTheirPartsAreJoinedMostLoosely() {
    becomes(
        """
        train(net, windows(train_ids, block), loss: cross_entropy, optimizer: adamw(lr: lr), batch: 12, validate: unseen,
          every: 500)
        """,
        """
        train(net, windows(train_ids, block), loss: cross_entropy, optimizer: adamw(lr: lr), batch: 12, validate: unseen, every: 500)
        """);
    becomes(
        """
        model A(dim) {
          layers = linear(64, hidden) >> relu >> dropout(0.3) >> linear(hidden, hidden) >> relu >> dropout(0.3)
            >> linear(hidden, 10)
          forward(ids: int[batch, time], hidden: [batch, time, dim]) -> [batch, time, vocab] =
            head(blocks(tokens(ids) + places(arange(time)) + hidden))
        }
        """,
        """
        model A(dim) {
          layers = linear(64, hidden) >> relu >> dropout(0.3) >> linear(hidden, hidden) >> relu >> dropout(0.3) >> linear(hidden, 10)
          forward(ids: int[batch, time], hidden: [batch, time, dim]) -> [batch, time, vocab] = head(blocks(tokens(ids) + places(arange(time)) + hidden))
        }
        """);
    becomes(
        """
        for i in range(long) {
          said = concat([said, net(said)[:, -1].argmax(axis: -1).unsqueeze(1)], axis: 1)
          print(letters.decode(said))
        }
        """,
        """
        for i in range(long) { said = concat([said, net(said)[:, -1].argmax(axis: -1).unsqueeze(1)], axis: 1); print(letters.decode(said)) }
        """);
  }

  /** Each change is as small as can be, so that an editor can make some of them. */
  @Test
  void whatChangesIsSaidPieceByPiece() {
    assertEquals(
        List.of("1:2-1:2 \" \"", "1:3-1:3 \" \"", "2:1-2:1 \"  \"", "3:2-3:5 \"\""),
        Changes.of(new SourceText("test.nn", "f=x(\na\n)# c\n".replace(")# c", ")   "))).stream()
            .map(
                c ->
                    at(c.place().source(), c.place().start())
                        + "-"
                        + at(c.place().source(), c.place().end())
                        + " \""
                        + c.text()
                        + "\"")
            .toList());
  }

  private static String at(SourceText text, int offset) {
    return text.lineAt(offset) + ":" + text.columnAt(offset);
  }

  @Test
  void nothingIsNothing() {
    assertEquals("", format(""));
    assertEquals("", format("\n \n"));
    assertEquals("# a\n", format("# a"));
  }
}
