// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.builtin.Builtins;
import org.nnlang.syntax.antlr.NnLexer;

/**
 * The grammars of editors have the words that the lexer and the registry have; {@code
 * -Deditors.update} writes them anew.
 */
class EditorFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("nn.root", "..")).resolve("editors");

  private static final Set<String> DEFINE = Set.of("model", "forward", "param", "state", "fn");
  private static final Set<String> LOGIC = Set.of("and", "or", "not");
  private static final Set<String> VALUES = Set.of("true", "false", "none");

  /** What `syntax keyword` of Vim takes for options, and not for words. */
  private static final Set<String> VIM =
      Set.of(
          "cchar",
          "conceal",
          "concealends",
          "contained",
          "containedin",
          "contains",
          "display",
          "excludenl",
          "extend",
          "fold",
          "grouphere",
          "groupthere",
          "keepend",
          "matchgroup",
          "nextgroup",
          "oneline",
          "skipempty",
          "skipnl",
          "skipwhite",
          "transparent");

  private static Set<String> keywords() {
    return IntStream.range(0, NnLexer.VOCABULARY.getMaxTokenType() + 1)
        .mapToObj(NnLexer.VOCABULARY::getLiteralName)
        .filter(name -> name != null && name.matches("'[a-z]+'"))
        .map(name -> name.substring(1, name.length() - 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String control(String between) {
    Set<String> rest = keywords();
    rest.removeAll(DEFINE);
    rest.removeAll(LOGIC);
    rest.removeAll(VALUES);
    return String.join(between, rest);
  }

  private static String sorted(Set<String> words, String between) {
    return String.join(between, new TreeSet<>(words));
  }

  private static String functions(String between) {
    return functions(between, name -> true);
  }

  private static String functions(String between, Predicate<String> which) {
    return Builtins.load().names().stream().filter(which).collect(Collectors.joining(between));
  }

  @Test
  void theLexerHasTheWordsThatTheFilesSort() {
    assertTrue(keywords().containsAll(DEFINE), keywords().toString());
    assertTrue(keywords().containsAll(LOGIC));
    assertTrue(keywords().containsAll(VALUES));
    assertTrue(keywords().containsAll(List.of("if", "else", "for", "in", "while", "import", "as")));
  }

  @Test
  void theTextMateGrammarHasTheWords() throws IOException {
    String grammar =
        """
        {
          "name": "nn",
          "scopeName": "source.nn",
          "fileTypes": ["nn"],
          "patterns": [{ "include": "#all" }],
          "repository": {
            "all": {
              "patterns": [
                { "name": "comment.line.number-sign.nn", "match": "#.*$" },
                {
                  "name": "string.quoted.triple.nn",
                  "begin": "\\"\\"\\"",
                  "end": "\\"\\"\\"",
                  "patterns": [{ "include": "#text" }]
                },
                {
                  "name": "string.quoted.double.nn",
                  "begin": "\\"",
                  "end": "\\"|$",
                  "patterns": [{ "include": "#text" }]
                },
                {
                  "match": "\\\\b(model)\\\\s+([\\\\p{L}_][\\\\p{L}\\\\p{N}_]*)",
                  "captures": {
                    "1": { "name": "storage.type.nn" },
                    "2": { "name": "entity.name.type.class.nn" }
                  }
                },
                {
                  "match": "\\\\b(fn)\\\\s+([\\\\p{L}_][\\\\p{L}\\\\p{N}_]*)",
                  "captures": {
                    "1": { "name": "storage.type.nn" },
                    "2": { "name": "entity.name.function.nn" }
                  }
                },
                {
                  "match": "(?<=[(,{\\\\s])([\\\\p{L}_][\\\\p{L}\\\\p{N}_]*)(?=\\\\s*:(?!:))",
                  "name": "variable.parameter.nn"
                },
                { "name": "variable.other.member.nn", "match": "(?<=\\\\.)[\\\\p{L}_][\\\\p{L}\\\\p{N}_]*(?!\\\\s*\\\\()" },
                { "name": "storage.type.nn", "match": "\\\\b(?:DEFINE)\\\\b" },
                { "name": "keyword.control.nn", "match": "\\\\b(?:CONTROL)\\\\b" },
                { "name": "keyword.operator.logical.nn", "match": "\\\\b(?:LOGIC)\\\\b" },
                { "name": "constant.language.nn", "match": "\\\\b(?:VALUES)\\\\b" },
                {
                  "name": "constant.numeric.nn",
                  "match": "(?<![\\\\p{L}\\\\p{N}_])[0-9][0-9_]*(?:\\\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?"
                },
                { "name": "support.function.nn", "match": "\\\\b(?:FUNCTIONS)\\\\b" },
                { "name": "keyword.operator.nn", "match": ">>|->|\\\\.\\\\.|[-+*/%^@<>=!]=?|:" }
              ]
            },
            "text": {
              "patterns": [
                { "name": "constant.character.escape.nn", "match": "\\\\\\\\(?:u\\\\{[0-9a-fA-F]+\\\\}|u[0-9a-fA-F]{4}|.)" },
                {
                  "name": "meta.embedded.nn",
                  "begin": "\\\\{",
                  "end": "\\\\}",
                  "patterns": [{ "include": "#all" }]
                }
              ]
            }
          }
        }
        """
            .replace("DEFINE", sorted(DEFINE, "|"))
            .replace("CONTROL", control("|"))
            .replace("LOGIC", sorted(LOGIC, "|"))
            .replace("VALUES", sorted(VALUES, "|"))
            .replace("FUNCTIONS", functions("|"));
    check("vscode/syntaxes/nn.tmLanguage.json", grammar);
  }

  @Test
  void theVimFileHasTheWords() throws IOException {
    String file =
        """
        " SPDX-License-Identifier: Apache-2.0
        " Vim syntax file of nn; its words are written by EditorFilesTest.
        if exists("b:current_syntax")
          finish
        endif
        syntax keyword nnDefine DEFINE
        syntax keyword nnControl CONTROL
        syntax keyword nnLogic LOGIC
        syntax keyword nnValue VALUES
        syntax match nnName /\\.\\@1<=\\k\\+/
        syntax match nnArgument /\\<\\k\\+\\ze\\s*:/
        syntax keyword nnFunction FUNCTIONS
        " of the language of Vim as well
        syntax match nnFunction /\\<\\%(BOTH\\)\\>/
        syntax match nnNumber /\\<\\d[0-9_]*\\(\\.\\d[0-9_]*\\)\\?\\([eE][+-]\\?\\d\\+\\)\\?/
        syntax match nnComment /#.*$/ contains=@Spell
        syntax match nnEscape /\\\\\\(u{\\x\\+}\\|u\\x\\{4}\\|.\\)/ contained
        syntax region nnHole matchgroup=Delimiter start=/{/ end=/}/ contained contains=TOP
        syntax region nnString start=/"/ end=/"/ oneline contains=nnEscape,nnHole
        syntax region nnString start=/\"""/ end=/\"""/ contains=nnEscape,nnHole
        highlight default link nnDefine StorageClass
        highlight default link nnControl Statement
        highlight default link nnLogic Operator
        highlight default link nnValue Constant
        highlight default link nnArgument Identifier
        highlight default link nnFunction Function
        highlight default link nnNumber Number
        highlight default link nnComment Comment
        highlight default link nnEscape SpecialChar
        highlight default link nnString String
        let b:current_syntax = "nn"
        """
            .replace("DEFINE", sorted(DEFINE, " "))
            .replace("CONTROL", control(" "))
            .replace("LOGIC", sorted(LOGIC, " "))
            .replace("VALUES", sorted(VALUES, " "))
            .replace("FUNCTIONS", functions(" ", name -> !VIM.contains(name)))
            .replace("BOTH", functions("\\\\|", VIM::contains));
    check("vim/syntax/nn.vim", file);
  }

  /** Vim says what it cannot read of the file, and of which group a word is. */
  @Test
  void vimReadsItsFile(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/vim")), "there is no vim");
    Path script =
        Files.writeString(folder.resolve("a.nn"), "model A(n) { w = linear(n, 1.5) }  # why\n");
    Path said = folder.resolve("said");
    Path commands =
        Files.writeString(
            folder.resolve("commands.vim"),
            """
            set nocompatible runtimepath^=FOLDER
            filetype plugin on
            syntax on
            edit SCRIPT
            let said = [v:errmsg, &filetype]
            for column in [1, 18, 28, 36]
              call add(said, synIDattr(synID(1, column, 1), 'name'))
            endfor
            call writefile(said, 'SAID')
            qall!
            """
                .replace("FOLDER", FOLDER.resolve("vim").toRealPath().toString())
                .replace("SCRIPT", script.toString())
                .replace("SAID", said.toString()));
    Process vim =
        new ProcessBuilder("/usr/bin/vim", "-es", "-u", "NONE", "-S", commands.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertTrue(vim.waitFor(60, TimeUnit.SECONDS));
    assertEquals(
        List.of("", "nn", "nnDefine", "nnFunction", "nnNumber", "nnComment"),
        Files.readAllLines(said));
  }

  private static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("editors.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertEquals(text, Files.readString(file), "rewrite it with -Deditors.update");
  }
}
