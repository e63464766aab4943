// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.SourceText;

/**
 * Every Java file of every module stands as google-java-format writes it, begins with the licence
 * line and is not too long to read; every script stands as {@code nn fmt} writes it. {@code
 * -Dformat.update} rewrites the files instead.
 */
class FormatTest {
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final int LONGEST = 600;
  private static final Set<String> SKIPPED = Set.of("target", ".git", "runs");

  private final Path root =
      Path.of(System.getProperty("nn.root", "..")).toAbsolutePath().normalize();
  private final boolean update = System.getProperty("format.update") != null;

  @Test
  void filesAreFormatted() throws IOException {
    List<Path> files = files(".java");
    assertFalse(files.isEmpty(), () -> "no Java file found under " + root);
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> differing =
        files.parallelStream().filter(file -> !isFormatted(formatter, file)).toList();
    assertEquals(
        List.of(),
        differing,
        "these files are not formatted or lack the licence line; to rewrite them:"
            + " mvn -pl src test -Dtest=FormatTest -Dformat.update");
  }

  private boolean isFormatted(Formatter formatter, Path file) {
    try {
      String text = Files.readString(file);
      String formatted = format(formatter, text);
      if (update && !text.equals(formatted)) {
        Files.writeString(file, formatted);
      }
      return update || text.equals(formatted);
    } catch (IOException | FormatterException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  /** As {@code nn fmt} writes them; those that are no scripts are tests of what is wrong. */
  @Test
  void scriptsAreFormatted() throws IOException {
    List<Path> differing = new ArrayList<>();
    for (Path file : files(".nn")) {
      String text = Files.readString(file);
      try {
        String formatted =
            org.nnlang.format.Formatter.format(new SourceText(file.toString(), text));
        if (!text.equals(formatted)) {
          differing.add(file);
          if (update) {
            Files.writeString(file, formatted);
          }
        }
      } catch (DiagnosticException e) {
        // it stays as it is
      }
    }
    assertEquals(List.of(), update ? List.of() : differing, "to rewrite them: nn fmt FILE");
  }

  @Test
  void filesAreShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : files(".java")) {
      if (Files.readString(file).lines().count() > LONGEST) {
        tooLong.add(file.toString());
      }
    }
    assertEquals(List.of(), tooLong, () -> "more than " + LONGEST + " lines: split these files");
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    Set<Path> silent = new TreeSet<>();
    for (Path file : files(".java")) {
      boolean main = !file.toString().contains(File.separator + "test" + File.separator);
      if (main && file.toString().contains("org" + File.separator + "nnlang")) {
        silent.add(file.resolveSibling("package-info.java"));
      }
    }
    silent.removeIf(Files::exists);
    assertEquals(Set.of(), silent, "packages without package-info.java");
  }

  private static String format(Formatter formatter, String text) throws FormatterException {
    String licensed = text.startsWith(LICENCE) ? text : LICENCE + text;
    String imports = RemoveUnusedImports.removeUnusedImports(licensed);
    String ordered = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(ordered);
  }

  private List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
