// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnlang.value.Signature;

/** {@code docs/functions.md} is what the registry says; {@code -Ddocs.update} writes it anew. */
class FunctionsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("nn.root", "..")).resolve("docs/functions.md");

  private static final String HEAD =
      """
      # Functions and layers

      Every function a script can call. Arguments after `*` are given by name; `tensor|list` is either, `integer?` may be `none`.
      `nn help NAME` shows the same. Written from the registry by `mvn -pl src test -Dtest=FunctionsPageTest -Ddocs.update`.
      """;

  @Test
  void pageIsWhatTheRegistrySays() throws IOException {
    Builtins builtins = Builtins.load();
    Map<Subject, StringBuilder> sections = new EnumMap<>(Subject.class);
    for (String name : builtins.names()) {
      sections
          .computeIfAbsent(builtins.subject(name), s -> new StringBuilder())
          .append(entry(builtins.find(name)));
    }
    var page = new StringBuilder(HEAD);
    sections.forEach(
        (subject, text) -> page.append("\n## ").append(subject.title()).append("\n").append(text));
    if (System.getProperty("docs.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page.toString(), Files.readString(PAGE), "rewrite it with -Ddocs.update");
  }

  private static String entry(Builtin b) {
    String[] doc = b.doc().strip().split("\n?Example: ", 2);
    String example = doc.length > 1 ? "\n\nFor example `" + doc[1].replace("\n", " ") + "`." : "";
    String use = b.constant() == null ? b.signature() : Signature.of(b.signature()).name();
    return "\n**`" + use + "`**\n\n" + doc[0].strip() + example + "\n";
  }
}
