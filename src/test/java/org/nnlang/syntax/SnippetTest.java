// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/**
 * Wrong scripts in {@code src/test/snippets/syntax}, each with the diagnostics it gives beside it.
 * {@code -Dsnippets.update} writes those anew: read the difference before committing it.
 */
class SnippetTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("nn.root"), "src", "test", "snippets", "syntax");

  private static Set<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String diagnostics(String name) throws IOException {
    var source = new SourceText(name + ".nn", Files.readString(FOLDER.resolve(name + ".nn")));
    try {
      Parser.parse(source, Limits.DEFAULT);
      return "";
    } catch (DiagnosticException e) {
      return new DiagnosticPrinter(false).print(e.diagnostics());
    }
  }

  @TestFactory
  Stream<DynamicTest> wrongScriptsGiveTheirDiagnostics() throws IOException {
    String wanted = System.getProperty("snippet", "");
    return names(".nn").stream()
        .filter(name -> ("syntax/" + name).contains(wanted))
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static void check(String name) throws IOException {
    String found = diagnostics(name);
    assertFalse(found.isEmpty(), "the parser finds nothing wrong");
    Path expected = FOLDER.resolve(name + ".err");
    if (System.getProperty("snippets.update") != null) {
      Files.writeString(expected, found);
    }
    assertTrue(Files.exists(expected), "no " + expected.getFileName());
    assertEquals(Files.readString(expected), found);
  }

  @Test
  void everyDiagnosticHasItsScript() throws IOException {
    Set<String> alone = names(".err");
    alone.removeAll(names(".nn"));
    assertEquals(Set.of(), alone);
  }

  @Test
  void noWordOfTheParserGeneratorIsShown() throws IOException {
    for (String name : names(".nn")) {
      String text = diagnostics(name);
      for (String word : List.of("token", "viable", "mismatched", "extraneous", "java", "<EOF>")) {
        assertFalse(text.contains(word), name);
      }
    }
  }
}
