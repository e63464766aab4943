// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.Map;

/** What help says of the words that are part of the language. */
public final class KeywordHelp {
  private static final String MODEL =
      """
      model Name(a, b = 2) {
        part = linear(a, b)
        forward(x: [batch, a]) -> [batch, b] = part(x)
      }

      Defines a model: calling it runs the body and gives an instance. Assignments make members;
      those that are layers or instances are its parts, whose weights train.
      """;
  private static final String FORWARD =
      """
      forward(x: [batch, inputs]) -> [batch, outputs] = expression

      What an instance of the model does when it is called. Names of dimensions can be used as
      integers; shapes are checked when an instance is made. In the model's functions `forward(x)` calls
      the instance itself.
      """;
  private static final String PARAM =
      """
      param w = randn([inputs, outputs]) * 0.02

      In a model: a tensor that is trained and saved.
      """;
  private static final String STATE =
      """
      state mean = zeros([dim])

      In a model: a tensor that is saved but not trained. `forward` may assign to it.
      """;
  private static final String FN =
      """
      fn f(a, b = 2) = expression
      fn f(a, b = 2) { statements }

      Defines a function; its last expression is its value. `x -> expression` is one without a name.
      """;
  private static final String IF =
      """
      if condition { … } else if condition { … } else { … }

      An expression: its value is that of the block that runs.
      """;
  private static final String FOR =
      """
      for x in 0..10 { … }
      for [a, b] in pairs { … }

      Walks through a list, a range, a tensor's first axis, or a data set.
      """;
  private static final String WHILE =
      """
      while condition { … }

      Runs the block as long as the condition holds.
      """;
  private static final String IMPORT =
      """
      import "blocks.nn"
      import "blocks.nn" as b

      Binds `blocks`, or `b`: a record of what that file defines.
      """;
  private static final String LOGIC =
      """
      a and b, a or b, not a

      On booleans. `and` and `or` look at the right side only where the left does not decide.
      On tensors of booleans element by element; both sides are computed then.
      """;
  private static final String IN =
      """
      x in items

      Whether a list, range or record has it; and in `for`, what is walked through.
      """;
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("model", MODEL),
          Map.entry("forward", FORWARD),
          Map.entry("param", PARAM),
          Map.entry("state", STATE),
          Map.entry("fn", FN),
          Map.entry("if", IF),
          Map.entry("else", IF),
          Map.entry("for", FOR),
          Map.entry("while", WHILE),
          Map.entry("in", IN),
          Map.entry("import", IMPORT),
          Map.entry("as", IMPORT),
          Map.entry("and", LOGIC),
          Map.entry("or", LOGIC),
          Map.entry("not", LOGIC),
          Map.entry("break", "break\n\nLeaves the innermost loop.\n"),
          Map.entry("continue", "continue\n\nGoes on with the next round of the innermost loop.\n"),
          Map.entry("return", "return value\n\nLeaves the function; without a value gives none.\n"),
          Map.entry("true", "true, false\n\nThe two booleans.\n"),
          Map.entry("false", "true, false\n\nThe two booleans.\n"),
          Map.entry("none", "none\n\nThe value of what has none.\n"));

  private KeywordHelp() {}

  public static Map<String, String> texts() {
    return TEXTS;
  }
}
