// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Fix;

/** Names are one wherever they stand, also in files that import each other. */
class OccurrencesTest {
  private static final String BLOCKS =
      """
      model Net(width, classes = 3) {
        head = linear(width, classes)
        forward(x: [batch, width]) = head(x)
      }
      fn double(t, by = 2) = t * by
      size = 8
      """;

  private static final String MAIN =
      """
      import "blocks.nn"
      net = blocks.Net(blocks.size, classes: 4)
      z = blocks.double(net(ones([2, 8])), by: 3)
      h = net.head
      double = 5
      """;

  private static final String MORE = "import \"blocks.nn\" as b\nfn triple(x) = b.double(x) + x\n";

  private static final Project PROJECT =
      new Project(Map.of("blocks.nn", BLOCKS, "main.nn", MAIN, "more.nn", MORE));

  private static List<Fix> renamed(String file, String word, int plus, String to) {
    int at = PROJECT.texts().get(file).indexOf(word) + plus;
    return Occurrences.renamed(PROJECT.analysis(file), at, to, () -> PROJECT.others(file));
  }

  /** All files after a rename. */
  private static Map<String, String> after(List<Fix> changes) {
    return Map.of(
        "blocks.nn", Project.changed("blocks.nn", BLOCKS, changes),
        "main.nn", Project.changed("main.nn", MAIN, changes),
        "more.nn", Project.changed("more.nn", MORE, changes));
  }

  @Test
  void aFunctionIsRenamedInAllFiles() {
    Map<String, String> expected =
        Map.of(
            "blocks.nn", BLOCKS.replace("double", "dbl"),
            "main.nn", MAIN.replace("blocks.double", "blocks.dbl"),
            "more.nn", MORE.replace("double", "dbl"));
    assertEquals(expected, after(renamed("blocks.nn", "double", 0, "dbl")));
    assertEquals(expected, after(renamed("main.nn", "double", 1, "dbl")));
    assertEquals(expected, after(renamed("more.nn", "double", 2, "dbl")));
  }

  @Test
  void partsAndParametersAreRenamedWhereTheyAreUsed() {
    assertEquals(
        Map.of(
            "blocks.nn", BLOCKS.replace("head", "top"),
            "main.nn", MAIN.replace("head", "top"),
            "more.nn", MORE),
        after(renamed("blocks.nn", "head", 0, "top")));
    assertEquals(
        Map.of(
            "blocks.nn", BLOCKS.replace("classes", "many"),
            "main.nn", MAIN.replace("classes", "many"),
            "more.nn", MORE),
        after(renamed("main.nn", "classes", 0, "many")));
  }

  /** The file keeps its name. */
  @Test
  void anImportGetsAnAlias() {
    assertEquals(
        MAIN.replace("import \"blocks.nn\"", "import \"blocks.nn\" as parts")
            .replace("blocks.N", "parts.N")
            .replace("blocks.s", "parts.s")
            .replace("blocks.d", "parts.d"),
        after(renamed("main.nn", "blocks.Net", 0, "parts")).get("main.nn"));
    assertEquals(
        MORE.replace(" b", " c"), after(renamed("more.nn", "b.double", 0, "c")).get("more.nn"));
  }

  @Test
  void namesThatAreTakenAreRefused() {
    assertTaken("main.nn", "double = ", "z");
    assertTaken("blocks.nn", "size", "double");
    // a function of nn that is called there
    assertTaken("main.nn", "net = ", "ones");
    assertThrows(
        IllegalArgumentException.class, () -> renamed("main.nn", "net = ", 0, "two words"));
    assertThrows(IllegalArgumentException.class, () -> renamed("main.nn", "net = ", 0, "while"));
    assertThrows(IllegalArgumentException.class, () -> renamed("main.nn", "ones", 0, "zeros"));
  }

  private static void assertTaken(String file, String word, String to) {
    var e = assertThrows(IllegalArgumentException.class, () -> renamed(file, word, 0, to));
    assertTrue(e.getMessage().contains("has a meaning here already"), e.getMessage());
  }

  @Test
  void definitionsAreInTheFileThatBinds() {
    Analysis a = PROJECT.analysis("main.nn");
    assertEquals(
        List.of("blocks.nn:5:4"),
        Project.places(Occurrences.definitions(a, MAIN.indexOf("double"))));
    assertEquals(
        List.of("blocks.nn:2:3"), Project.places(Occurrences.definitions(a, MAIN.indexOf("head"))));
    assertEquals(
        List.of("blocks.nn:1:1"),
        Project.places(Occurrences.definitions(a, MAIN.indexOf("blocks.nn"))));
  }
}
