// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnlang.check.ScriptOptions;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;

/**
 * The options of a script and of the scripts it imports, found without running them.
 *
 * @param byName in the order of the text
 * @param complete whether there are no others: none has a name that is only known when it runs
 */
record DeclaredOptions(Map<String, ScriptOptions.Option> byName, boolean complete) {
  /**
   * @throws DiagnosticException where the script cannot be read
   */
  static DeclaredOptions of(ScriptFile script) {
    var search = new Search();
    search.read(script);
    while (!search.open.isEmpty()) {
      Path path = search.open.pop();
      try {
        search.read(ScriptFile.read(path.toString(), Path.of(""), null));
      } catch (Problem | DiagnosticException e) {
        // The run says so, at the place of the import.
        search.complete = false;
      }
    }
    return new DeclaredOptions(search.found, search.complete);
  }

  private static final class Search {
    private final Map<String, ScriptOptions.Option> found = new LinkedHashMap<>();
    private final Set<Path> seen = new HashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private boolean complete = true;

    private void read(ScriptFile file) {
      Script script = Parser.parse(file.source(), Limits.DEFAULT);
      Resolution names = Resolution.of(script);
      ScriptOptions.Declared declared = ScriptOptions.of(names);
      declared.options().forEach(option -> found.putIfAbsent(option.name(), option));
      complete &= declared.complete();
      names.symbols().stream()
          .flatMap(symbol -> symbol.definitions().stream())
          .forEach(
              definition -> {
                if (definition.code() instanceof Stmt.Import statement) {
                  imported(statement, file.path());
                }
              });
    }

    private void imported(Stmt.Import statement, Path path) {
      Path folder = path == null ? null : path.toAbsolutePath().getParent();
      String name = statement.path();
      Path target = (folder == null ? Path.of(name) : folder.resolve(name)).normalize();
      if (seen.add(target)) {
        open.add(target);
      }
    }
  }

  /** What {@code nn FILE --help} prints. */
  String help(ScriptFile script) {
    var out = new StringBuilder();
    String comment = headComment(script.source());
    if (!comment.isEmpty()) {
      out.append(comment).append("\n\n");
    }
    out.append("nn ").append(script.source().name());
    if (byName.isEmpty()) {
      return out.append("\n\nThe script has no options of its own.\n").toString();
    }
    out.append(" [--name value ...]\n\nOptions of the script:\n");
    Map<String, String> left =
        byName.values().stream()
            .collect(
                Collectors.toMap(
                    ScriptOptions.Option::name,
                    o -> "--" + o.name() + " " + Kind.of(o.defaultText()),
                    (a, b) -> a,
                    LinkedHashMap::new));
    int width = left.values().stream().mapToInt(String::length).max().orElse(0);
    for (ScriptOptions.Option option : byName.values()) {
      String text = left.get(option.name());
      String value = option.defaultText();
      out.append("  ").append(text).append(" ".repeat(width - text.length() + 2));
      out.append(option.help() == null ? "" : option.help() + " ");
      out.append(value.equals("none") ? "" : "(default " + value + ")");
      out.setLength(out.toString().stripTrailing().length());
      out.append('\n');
    }
    return out.toString();
  }

  /** The comment at the top of the script, without its marks. */
  private static String headComment(SourceText source) {
    return source
        .text()
        .lines()
        .takeWhile(line -> line.startsWith("#"))
        .filter(line -> !line.startsWith("#!") && !line.contains("SPDX-License-Identifier"))
        .map(line -> line.replaceFirst("^#+ ?", ""))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
