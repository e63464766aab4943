// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.nnlang.session.Completion;
import org.nnlang.session.Prompt;

/** What Tab offers: what the session knows of. */
final class Completions implements Completer {
  private final Supplier<Prompt> session;

  Completions(Supplier<Prompt> session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    for (Completion found : session.get().complete(line.line(), line.cursor())) {
      String text = found.text();
      String shown =
          found.group() == Completion.Group.FILE
              ? text.substring(text.lastIndexOf('/', text.length() - 2) + 1)
              : text.strip();
      String brief = found.brief().isEmpty() ? null : found.brief();
      // nothing is put after what was completed
      candidates.add(new Candidate(text, shown, group(found.group()), brief, null, null, false));
    }
  }

  private static String group(Completion.Group group) {
    return switch (group) {
      case MEMBER -> "members";
      case ARGUMENT -> "arguments";
      case DEFINED -> "defined here";
      case FUNCTION -> "functions";
      case KEYWORD -> "words of the language";
      case DATASET -> "data sets";
      case FILE -> "files";
    };
  }
}
