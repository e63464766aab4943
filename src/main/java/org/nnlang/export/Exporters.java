// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/** The formats there are: nn-core's own, and those of other jars beside it. */
public final class Exporters {
  /** The ending of ND4J's files, which a module of its own writes. */
  private static final String ND4J = ".fb";

  private Exporters() {}

  /** All of them, by ending. */
  public static List<Exporter> all() {
    return ServiceLoader.load(Exporter.class, Exporter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Exporter::ending))
        .toList();
  }

  /** The one whose ending a path has, in any case; null where there is none. */
  public static @Nullable Exporter find(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return all().stream().filter(e -> lower.endsWith(e.ending())).findFirst().orElse(null);
  }

  /**
   * The one whose ending a path has.
   *
   * @throws Problem {@code argument} where there is none
   */
  public static Exporter named(String path) {
    Exporter exporter = find(path);
    if (exporter != null) {
      return exporter;
    }
    Problem.Argument which = new Problem.Argument("export", "path");
    if (path.toLowerCase(Locale.ROOT).endsWith(ND4J)) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "the module nn-nd4j, which writes graphs of ND4J, is not on the class path")
          .hint("put nn-nd4j beside nn-core; the launcher `nn` brings it")
          .of(which);
    }
    String endings = all().stream().map(Exporter::ending).collect(Collectors.joining(", "));
    throw Problem.of(
            ErrorCode.ARGUMENT,
            "no format has the ending of " + Show.quoted(path) + ", those there are: " + endings)
        .hint(elsewhere(path))
        .of(which);
  }

  /** What writes a file of this ending, where it is another function. */
  private static @Nullable String elsewhere(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".svg") || lower.endsWith(".dot")) {
      return "graph(net, to: " + Show.quoted(path) + ") draws a net";
    }
    return lower.endsWith(".safetensors")
        ? "save(net, " + Show.quoted(path) + ") keeps a net's weights"
        : null;
  }
}
