// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a line is being written, all others are known as they would be without it. */
class BrokenTextTest {
  private static final String ABOVE =
      """
      model Net(width) {
        body = linear(4, width)
        head = linear(width, 2)
        forward(x: [batch, 4]) {
          h = body(x)
      """;

  private static final String BELOW =
      """
          y = tanh(h)
          head(y)
        }
      }

      fn twice(t) = t + t
      net = Net(8)
      z = twice(net(ones([3, 4])))
      """;

  private static String hover(Analysis a, String text, String word) {
    return Hover.at(a, text.indexOf(word)).map(Hover::markdown).orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    q = ",
        "    q = h.",
        "    q = h +",
        "    q = attention(",
        "    q = attention(h, h,",
        "    q = rearrange(h, \"b",
        "    q = \"{h",
        "    q = [h, ",
        "    q = {",
        "    q = {a: ",
        "    if h {",
        "    if ",
        "    for i in ",
        "    while (",
        "    )",
        "    }",
        "    ]",
        "    q = x -> ",
        "    q = 1 +* 2",
        "    q = $ ?",
        "    fn f(",
        "    fn f(a) {",
        "    return (",
        "    param",
      })
  void oneLineHidesNoOther(String line) {
    String text = ABOVE + line + "\n" + BELOW;
    Analysis a = Project.one(text);
    assertFalse(a.diagnostics().isEmpty(), "it is wrong");
    assertEquals("```nn\nh: [batch, 8]\n```", hover(a, text, "h = body"));
    assertEquals("```nn\ny: [batch, 8]\n```", hover(a, text, "y = tanh"));
    assertEquals("```nn\nz: [3, 2]\n```", hover(a, text, "z = twice"));
    assertEquals(
        List.of("Net", "twice", "net", "z"), Outline.of(a).stream().map(Outline::name).toList());
    List<String> offered =
        Suggestions.at(a, ABOVE.length() + 4).stream().map(Suggestions.Suggestion::text).toList();
    assertTrue(offered.containsAll(List.of("h", "body", "x", "net")), offered.toString());
  }

  @Test
  void whatIsNotClosedEndsWhereTheNextBegins() {
    String open = "model Half(n) {\n  part = linear(n, n)\n  forward(x: [batch, n]) {\n    w = pa";
    String text = open + "\n\n" + ABOVE + BELOW;
    Analysis a = Project.one(text);
    assertEquals("```nn\nz: [3, 2]\n```", hover(a, text, "z = twice"));
    List<String> offered =
        Suggestions.at(a, open.length()).stream().map(Suggestions.Suggestion::text).toList();
    assertTrue(offered.contains("part"), offered.toString());
    String last = ABOVE + BELOW + open;
    Analysis b = Project.one(last);
    assertEquals("```nn\nz: [3, 2]\n```", hover(b, last, "z = twice"));
    offered = Suggestions.at(b, last.length()).stream().map(Suggestions.Suggestion::text).toList();
    assertTrue(offered.contains("part"), offered.toString());
  }

  @Test
  void severalLinesMayBeWrong() {
    String text = "a = (\nb = 1\nc = 2 +* 3\nd = b + 1\ne = }\nf = d + 1\n";
    Analysis a = Project.one(text);
    assertEquals("```nn\nf: integer 3\n```", hover(a, text, "f ="));
  }

  @Test
  void anythingHasAnAnswer() {
    for (String text : List.of("", "(", "}", "\"\"\"", "{{{{", "a.", "\"{", ")]}", "model", "#")) {
      Analysis a = Project.one(text);
      Suggestions.at(a, text.length());
      Hover.at(a, text.length());
      Outline.of(a);
    }
  }

  /** What stands behind a statement that fails is looked at all the same. */
  @Test
  void aMistakeHidesNoShapes() {
    String text = ABOVE + "    q = h.nothing\n" + BELOW;
    Analysis a = Project.one(text);
    assertEquals(1, a.diagnostics().size());
    assertEquals("```nn\ny: [batch, 8]\n```", hover(a, text, "y = tanh"));
  }
}
