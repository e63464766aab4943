// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.nnlang.session.Completion;
import org.nnlang.session.CompletionContext;
import org.nnlang.session.Prompt;

/** What Tab offers: what the session knows of, and files within a string. */
final class Completions implements Completer {
  private final Supplier<Prompt> session;
  private final Path folder;

  Completions(Supplier<Prompt> session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    CompletionContext place = CompletionContext.of(line.line(), line.cursor());
    if (place.inString()) {
      files(line.line().substring(place.wordStart(), line.cursor()), candidates);
      return;
    }
    for (Completion found : session.get().complete(line.line(), line.cursor())) {
      String brief = found.brief().isEmpty() ? null : found.brief();
      candidates.add(candidate(found.text(), found.text().strip(), group(found.group()), brief));
    }
  }

  private static String group(Completion.Group group) {
    return switch (group) {
      case MEMBER -> "members";
      case ARGUMENT -> "arguments";
      case DEFINED -> "defined here";
      case FUNCTION -> "functions";
      case KEYWORD -> "words of the language";
    };
  }

  private void files(String word, List<Candidate> candidates) {
    String base = word.substring(0, word.lastIndexOf('/') + 1);
    String start = word.substring(base.length());
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve(base))) {
      for (Path path : found) {
        String name = path.getFileName().toString();
        boolean hidden = name.startsWith(".") && start.isEmpty();
        if (name.startsWith(start) && !hidden) {
          String text = Files.isDirectory(path) ? name + "/" : name;
          candidates.add(candidate(base + text, text, "files", null));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      // No such folder: nothing to offer.
    }
  }

  /** Nothing is put after what was completed. */
  private static Candidate candidate(String value, String shown, String group, String brief) {
    return new Candidate(value, shown, group, brief, null, null, false);
  }
}
