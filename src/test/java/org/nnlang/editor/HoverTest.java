// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of places of a script. */
class HoverTest {
  private static final String SCRIPT =
      """
      # Two layers.
      model Net(width, classes = 3) {
        head = linear(4, width) >> linear(width, classes)
        forward(x: [batch, 4]) = head(x)
        # Doubled.
        fn double(x) = forward(x) * 2
      }
      net = Net(8)
      x = ones([5, 4])
      d = net.double(x)
      s = (x
        + 1).sum(axis: 1)
      both = [x, d]
      r = {width: 2, sum: x}
      f = i -> i + x
      t = x.double(3)
      fn double(t, by = 2) = t * by
      """;

  private static String hover(String word, int plus) {
    int at = SCRIPT.indexOf(word);
    assertTrue(at >= 0, word);
    String said = Hover.at(Project.one(SCRIPT), at + plus).map(Hover::markdown).orElse("").strip();
    return said.replace("```nn\n", "`").replace("\n```", "`");
  }

  @Test
  void aCallSaysWhatItGivesAndWhatItTakes() {
    assertEquals(
        "`Net(8): Net(8)`\n\n`model Net(width, classes = 3)`\n\nTwo layers.", hover("Net(8)", 0));
    assertEquals("`net.double(x): [5, 3]`\n\n`fn double(x)`\n\nDoubled.", hover("double(x)\ns", 0));
    assertTrue(
        hover("sum(axis", 0).startsWith("`(x + 1).sum(axis: 1): [5]`\n\n`sum(x, axis: "),
        hover("sum(axis", 0));
  }

  @Test
  void anyExpressionHasItsShape() {
    assertEquals("`x + 1: [5, 4]`", hover("+ 1).sum", 0));
    assertEquals("`both: list of 2: [5, 4], [5, 3]`", hover("both", 0));
    assertEquals("`r: record of width, sum`", hover("r =", 0));
    assertEquals("`i -> i + x: function f(i)`", hover("-> i", 0));
    assertEquals(
        "`linear(4, width) >> linear(width, classes): linear(4, 8) >> linear(8, 3)`",
        hover(">>", 0));
  }

  @Test
  void namesOfArgumentsAndFieldsAreNoFunctions() {
    assertEquals("`axis: integer|list? = none`", hover("axis", 1));
    assertEquals("`sum: [5, 4]`", hover("sum: x", 1));
    assertEquals("`width: integer 8`", hover("width, classes = 3", 0));
  }

  @Test
  void whatAnInstanceHasGoesBeforeAFunction() {
    Analysis a = Project.one(SCRIPT);
    // of the model, not the function below
    assertEquals(
        "[a.nn:6:6]",
        Project.places(Occurrences.definitions(a, SCRIPT.indexOf("double(x)\ns"))).toString());
    assertEquals(
        "[a.nn:17:4]",
        Project.places(Occurrences.definitions(a, SCRIPT.indexOf("double(3)"))).toString());
  }

  @Test
  void anImportSaysWhatIsInTheFile() {
    String text = "import \"b.nn\" as b\ny = b.f(2)\n";
    Analysis a =
        new Project(Map.of("a.nn", text, "b.nn", "# Adds one.\nfn f(n) = n + 1\nk = 3\n"))
            .analysis("a.nn");
    assertEquals(
        "```nn\nimport \"b.nn\" as b\n```\n\n`f`, `k`", Hover.at(a, 9).orElseThrow().markdown());
    assertEquals(
        "```nn\nb.f(2): integer 3\n```\n\n```nn\nfn f(n)\n```\n\nAdds one.",
        Hover.at(a, text.indexOf("f(2)")).orElseThrow().markdown());
    CallHelp help = CallHelp.at(a, text.indexOf("2)")).orElseThrow();
    assertEquals("f(n)", help.signature().toString());
    assertEquals(0, help.active());
  }

  /** A word that begins a line of help begins a paragraph only where a sentence ended. */
  @Test
  void helpIsInParagraphs() {
    assertEquals(
        "One of `a`,\n`b`.\n\n`c` is\nlast.", Hover.paragraphs("One of `a`,\n`b`.\n`c` is\nlast."));
  }
}
