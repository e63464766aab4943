// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.StandardModel;
import org.nnlang.editor.Analysis;
import org.nnlang.editor.CallHelp;
import org.nnlang.editor.Hint;
import org.nnlang.editor.Hover;
import org.nnlang.editor.Outline;
import org.nnlang.editor.Suggestions;
import org.nnlang.editor.Words;
import org.nnlang.source.SourceText;

/**
 * Asks of a script what editors ask, until that is fast: nobody is to wait for classes that are
 * loaded and compiled when they are first used.
 */
final class FirstQuestions {
  private static final int TIMES = 20;

  private FirstQuestions() {}

  static void ask(Builtins builtins) {
    for (String name : builtins.names()) {
      builtins.signature(name);
      Suggestions.documentation(builtins, name);
    }
    Builtin model = builtins.find("gpt");
    if (model instanceof StandardModel gpt) {
      String script = gpt.text() + "\nnet = gpt(64)\ny = net(zeros([2, 8], dtype: \"int\"))\n";
      for (int i = 0; i < TIMES; i++) {
        ask(script, builtins);
        ask(script + "z = y.sum(", builtins);
      }
    }
  }

  private static void ask(String text, Builtins builtins) {
    var files = new EditedFiles(path -> null);
    var a = new Analysis(new SourceText("first.nn", text), builtins, files);
    int end = text.length();
    for (int at = 0; at < end; at += 50) {
      Hover.at(a, at);
    }
    Hint.of(a);
    Outline.of(a);
    Words.of(a);
    CallHelp.at(a, end);
    Suggestions.at(a, end);
  }
}
