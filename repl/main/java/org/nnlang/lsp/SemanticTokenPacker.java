// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.nnlang.editor.Analysis;
import org.nnlang.editor.Words;
import org.nnlang.source.SourceText;

/** Words with their kinds, as the protocol packs them. */
final class SemanticTokenPacker {
  /** Standard types of the protocol, in the order of {@link Words.Kind}. */
  static final SemanticTokensLegend LEGEND =
      new SemanticTokensLegend(
          List.of(
              "keyword",
              "number",
              "string",
              "comment",
              "operator",
              "function",
              "class",
              "parameter",
              "variable",
              "property",
              "namespace"),
          List.of("defaultLibrary"));

  private SemanticTokenPacker() {}

  static SemanticTokens of(Analysis a) {
    List<Integer> data = new ArrayList<>();
    SourceText text = a.text();
    int line = 1;
    int column = 0;
    for (Words.Word word : Words.of(a)) {
      // a word of several lines, as a text is, is one in each
      for (int at = text.lineAt(word.start());
          at <= text.lineAt(Math.max(word.start(), word.end() - 1));
          at++) {
        int start = Math.max(word.start(), text.lineStart(at));
        int end = Math.min(word.end(), text.lineEnd(at));
        if (end <= start) {
          continue;
        }
        int from = start - text.lineStart(at);
        data.add(at - line);
        data.add(at == line ? from - column : from);
        data.add(end - start);
        data.add(word.kind().ordinal());
        data.add(word.builtin() ? 1 : 0);
        line = at;
        column = from;
      }
    }
    return new SemanticTokens(data);
  }
}
