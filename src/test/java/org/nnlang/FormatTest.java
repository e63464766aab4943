// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every Java file of every module stands as google-java-format writes it and begins with the
 * licence line. {@code -Dformat.update} rewrites the files instead.
 */
class FormatTest {
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final Set<String> SKIPPED = Set.of("target", ".git", "runs");

  private final Path root = Path.of(System.getProperty("nn.root", "..")).toAbsolutePath();
  private final boolean update = System.getProperty("format.update") != null;

  @Test
  void filesAreFormatted() throws Exception {
    List<Path> files = javaFiles();
    assertFalse(files.isEmpty(), () -> "no Java file found under " + root);
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<String> differing = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      String formatted = format(formatter, text);
      if (text.equals(formatted)) {
        continue;
      }
      if (update) {
        Files.writeString(file, formatted);
      } else {
        differing.add(root.normalize().relativize(file.normalize()).toString());
      }
    }
    assertEquals(
        List.of(),
        differing,
        "these files are not formatted or lack the licence line; to rewrite them:"
            + " mvn -pl src test -Dtest=FormatTest -Dformat.update");
  }

  private static String format(Formatter formatter, String text) throws Exception {
    String licensed = text.startsWith(LICENCE) ? text : LICENCE + text;
    String imports = RemoveUnusedImports.removeUnusedImports(licensed);
    String ordered = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(ordered);
  }

  private List<Path> javaFiles() throws IOException {
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
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
