// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nnlang.fuzz.Damage;
import org.nnlang.source.Fix;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Lexeme;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Reading;

/**
 * A formatted script has the tree and the comments it had, and formatting it again changes nothing.
 */
class SameTreeTest {
  private static final Path ROOT = Path.of(System.getProperty("nn.root", ".."));
  private static final int GENERATED = 10_000;

  private static Reading read(String text) {
    return Parser.read(new SourceText("test.nn", text), Limits.DEFAULT);
  }

  /** A tree without its places, as text. */
  private static String tree(Object node) {
    return switch (node) {
      case null -> "_";
      case List<?> list -> list.stream().map(SameTreeTest::tree).toList().toString();
      case Record record -> {
        var out = new StringBuilder(record.getClass().getSimpleName());
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          if (part.getType() != Span.class) {
            out.append(' ').append(tree(value(part, record)));
          }
        }
        yield "(" + out + ")";
      }
      default -> node.toString();
    };
  }

  private static Object value(RecordComponent part, Record record) {
    try {
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String comments(Reading reading) {
    return reading.script().lexemes().stream()
        .filter(l -> l.role() == Lexeme.Role.COMMENT)
        .map(l -> l.text().stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static void check(String text, Reading before) {
    String formatted = Formatter.format(new SourceText("test.nn", text));
    Reading after = read(formatted);
    assertEquals(List.of(), after.errors(), () -> text + "\n--- became\n" + formatted);
    assertEquals(
        tree(before.script().body()),
        tree(after.script().body()),
        () -> text + "\n--- became\n" + formatted);
    assertEquals(comments(before), comments(after), text);
    assertEquals(
        formatted, Formatter.format(new SourceText("test.nn", formatted)), () -> "twice:\n" + text);
    assertEquals(formatted, changed(text), () -> "by changes:\n" + text);
  }

  /** With all changes made, the last first, as no editor would mind. */
  private static String changed(String text) {
    var out = new StringBuilder(text);
    for (Fix change : Changes.of(new SourceText("test.nn", text)).reversed()) {
      out.replace(change.place().start(), change.place().end(), change.text());
    }
    return out.toString();
  }

  /** By path. */
  private static Map<String, String> scripts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String folder : List.of("scripts", "src", "examples", "repl")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file :
            files
                .filter(f -> f.toString().endsWith(".nn") && !f.toString().contains("/target/"))
                .sorted()
                .toList()) {
          texts.put(file.toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }

  @Test
  void ofEveryScriptAndSnippet() throws IOException {
    int count = 0;
    for (Map.Entry<String, String> script : scripts().entrySet()) {
      String text = script.getValue();
      Reading reading = read(text);
      if (reading.errors().isEmpty()) {
        check(text, reading);
        count++;
      }
    }
    assertTrue(count > 450, count + " scripts");
  }

  /** Scripts with words exchanged, and with other blanks, ends of lines and comments. */
  @Test
  void ofGeneratedScripts() throws IOException {
    List<String> right =
        scripts().values().stream().filter(t -> read(t).errors().isEmpty()).toList();
    List<String> small = right.stream().filter(t -> t.length() < 2_000).toList();
    var damage = new Damage(small, 1);
    var random = new Random(1);
    int count = 0;
    while (count < GENERATED) {
      String text = damage.next();
      if (random.nextBoolean()) {
        text = spaced(read(small.get(random.nextInt(small.size()))), random);
      }
      Reading reading = read(text);
      if (reading.errors().isEmpty()) {
        check(text, reading);
        count++;
      }
    }
  }

  /** The same words with anything between them that may stand there, or may not. */
  private static String spaced(Reading reading, Random random) {
    var out = new StringBuilder();
    for (Lexeme lexeme : reading.script().lexemes()) {
      String text = lexeme.role() == Lexeme.Role.NEWLINE ? "\n" : lexeme.text();
      out.append(text);
      out.append(
          switch (random.nextInt(40)) {
            case 0 -> "\n";
            case 1 -> " # why\n";
            case 2 -> "\n\n  # because\n\n";
            case 3 -> "\r\n";
            case 4 -> text.equals("\n") ? ";" : "\t";
            default -> text.equals("\n") ? "" : " ".repeat(1 + random.nextInt(3));
          });
    }
    return out.toString();
  }
}
