// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words that mean something in Python, Julia, R or JavaScript, and what to write here. */
public final class Habits {
  private static final String BIND = "a name is bound by `name = value` alone";
  private static final String FUNCTION = "a function is `fn name(a, b) { … }`";
  private static final String MODEL = "a net is `model Name(size) { … }`, other data a record";
  private static final String IMPORT = "write `import \"file.nn\"`";
  private static final String ERROR = "stop with `error(message)`";
  private static final String CHOICE = "write `if … { } else if … { } else { }`";
  private static final String NO_SCOPE =
      "`if` and loops make no scope; a function's names are its own";

  private static final Map<String, String> STATEMENTS =
      Map.ofEntries(
          Map.entry("def", FUNCTION),
          Map.entry("function", FUNCTION),
          Map.entry("func", FUNCTION),
          Map.entry("fun", FUNCTION),
          Map.entry("lambda", "a function without a name is `x -> …`"),
          Map.entry("let", BIND),
          Map.entry("var", BIND),
          Map.entry("val", BIND),
          Map.entry("const", BIND),
          Map.entry("local", BIND),
          Map.entry("global", NO_SCOPE),
          Map.entry("nonlocal", NO_SCOPE),
          Map.entry("class", MODEL),
          Map.entry("struct", MODEL),
          Map.entry("elif", "write `else if`"),
          Map.entry("elseif", "write `else if`"),
          Map.entry("unless", "write `if not … { }`"),
          Map.entry("until", "write `while not … { }`"),
          Map.entry("foreach", "write `for x in items { }`"),
          Map.entry("switch", CHOICE),
          Map.entry("match", CHOICE),
          Map.entry("from", IMPORT),
          Map.entry("using", IMPORT),
          Map.entry("del", "nothing is deleted by hand"),
          Map.entry("raise", ERROR),
          Map.entry("throw", ERROR),
          Map.entry("new", "an instance is `Name(…)` alone"),
          Map.entry("yield", "collect the values in a list"),
          Map.entry("with", "nothing is closed by hand"));

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("elif", "write `else if`"),
          Map.entry("elseif", "write `else if`"),
          Map.entry("is", "`==` compares"),
          Map.entry("isnt", "`!=` compares"),
          Map.entry("xor", "for booleans write `a != b`"),
          Map.entry("mod", "write `%`"),
          Map.entry("div", "write `//`"),
          Map.entry("then", "a block stands in braces: `{ … }`"),
          Map.entry("do", "a block stands in braces: `{ … }`"));

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("True", "write `true`"),
          Map.entry("TRUE", "write `true`"),
          Map.entry("False", "write `false`"),
          Map.entry("FALSE", "write `false`"),
          Map.entry("None", "write `none`"),
          Map.entry("null", "write `none`"),
          Map.entry("NULL", "write `none`"),
          Map.entry("nil", "write `none`"),
          Map.entry("nothing", "write `none`"),
          Map.entry("undefined", "write `none`"),
          Map.entry("self", "a model's members are read by their names alone"),
          Map.entry("this", "a model's members are read by their names alone"),
          Map.entry("pass", "an empty block is `{ }`"),
          Map.entry("end", "a block ends with `}`"),
          Map.entry("println", "write `print`"),
          Map.entry("printf", "write `print(\"{x:.3f}\")`"),
          Map.entry("console", "write `print`"),
          Map.entry("length", "write `len`"),
          Map.entry("dict", "a record is `{name: value}`"),
          Map.entry("np", "tensor functions have no prefix: `zeros([2, 3])`"),
          Map.entry("torch", "tensor functions have no prefix: `zeros([2, 3])`"),
          Map.entry("nn", "layers have no prefix: `linear(4, 2)`"));

  private Habits() {}

  /** What to write for an unknown name that other languages have. */
  public static Optional<String> name(String name) {
    return Optional.ofNullable(NAMES.get(name));
  }

  /** What to write for a word that begins a statement, or null. */
  static @Nullable String statement(String word) {
    return STATEMENTS.get(word);
  }

  /** What to write for a word after a value, or null. */
  static @Nullable String operator(String word) {
    return OPERATORS.get(word);
  }
}
