// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

class SplitArgumentsTest {
  private static final String SCRIPT =
      """
      # train.nn - learns something.
      # Slowly.

      # Not part of it.
      steps = arg("steps", 2000, help: "how many steps")
      fn f() = [arg("top_k", 40), arg("lr", 1e-3), arg("data", "in.txt")]
      if arg("fast", false) { print(arg("name", none)) }
      """;

  private static SplitArguments read(String script, String... words) {
    return SplitArguments.read(
        Settings.DEFAULT,
        List.of(words),
        "train.nn",
        DeclaredOptions.of(ScriptFile.of("train.nn", script)));
  }

  private static Problem wrong(String... words) {
    Problem problem = assertThrows(Problem.class, () -> read(SCRIPT, words));
    assertEquals(ErrorCode.USAGE, problem.code());
    return problem;
  }

  @Test
  void valuesComeAfterNames() {
    assertEquals(
        List.of("--steps", "5", "--data", "a b=c"),
        read(SCRIPT, "--steps", "5", "--data=a b=c").options());
    assertEquals(List.of("--lr", "-1"), read(SCRIPT, "--lr", "-1").options());
    assertEquals(List.of("--data=--a"), read(SCRIPT, "--data=--a").options());
    assertEquals(List.of("--top_k", "3"), read(SCRIPT, "--top-k", "3").options());
  }

  @Test
  void aFunctionOfTheScriptNamedArgDeclaresNothing() {
    String script =
        """
        first = arg("first", 1)
        fn arg(name, value) = value
        second = arg("second", 2)
        """;
    assertEquals(
        List.of("first"),
        List.copyOf(DeclaredOptions.of(ScriptFile.of("a.nn", script)).byName().keySet()));
  }

  @Test
  void aSwitchNeedsNoValue() {
    assertEquals(
        List.of("--fast", "true", "--steps", "1"),
        read(SCRIPT, "--fast", "--steps", "1").options());
    assertEquals(List.of("--fast", "false"), read(SCRIPT, "--fast", "false").options());
  }

  @Test
  void optionsOfNnMayStandAmongThem() {
    var read = read(SCRIPT, "--seed", "3", "--steps", "5", "--trace");
    assertEquals(
        new Settings(true, 3L, null, null, null, Map.of(), false, Map.of()), read.settings());
    assertEquals(List.of("--steps", "5"), read.options());
  }

  @Test
  void theScriptComesFirst() {
    var read = read("arg(\"seed\", 1)", "--seed", "3");
    assertEquals(Settings.DEFAULT, read.settings());
    assertEquals(List.of("--seed", "3"), read.options());
  }

  @Test
  void whatIsNotDeclaredIsWrong() {
    assertEquals("train.nn has no option `--stps`", wrong("--stps", "1").getMessage());
    assertEquals("did you mean `--steps`?", wrong("--stps", "1").hint());
    assertEquals("`--steps` needs a value", wrong("--steps").getMessage());
    assertEquals("`--steps` needs an integer, found `x`", wrong("--steps", "x").getMessage());
    assertEquals("`--lr` needs a number, found `x`", wrong("--lr=x").getMessage());
    assertEquals("`--fast` needs `true` or `false`, found `x`", wrong("--fast", "x").getMessage());
    assertEquals("`--steps` needs a value", wrong("--steps", "--fast").getMessage());
    assertEquals(
        "a script takes only options such as `--name value`, found `x`", wrong("x").getMessage());
  }

  @Test
  void namesOnlyKnownWhenItRunsAreLetThrough() {
    String script = "for n in [\"a\", \"b\"] { arg(n, 1) }";
    assertEquals(List.of("--b", "2"), read(script, "--b", "2").options());
  }

  @Test
  void importsHaveOptionsToo(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.nn"), "import \"b.nn\"\narg(\"one\", 1)");
    Files.writeString(folder.resolve("b.nn"), "import \"a.nn\"\narg(\"two\", 2)");
    var declared = DeclaredOptions.of(ScriptFile.read("a.nn", folder, null));
    assertEquals(List.of("one", "two"), List.copyOf(declared.byName().keySet()));
    assertTrue(declared.complete());
  }

  @Test
  void helpListsThem() {
    var script = ScriptFile.of("train.nn", SCRIPT);
    assertEquals(
        """
        train.nn - learns something.
        Slowly.

        nn train.nn [--name value ...]

        Options of the script:
          --steps INTEGER    how many steps (default 2000)
          --top_k INTEGER    (default 40)
          --lr FLOAT         (default 1e-3)
          --data TEXT        (default "in.txt")
          --fast true|false  (default false)
          --name VALUE
        """,
        DeclaredOptions.of(script).help(script));
    var none = ScriptFile.of("x.nn", "1");
    assertEquals(
        "nn x.nn\n\nThe script has no options of its own.\n", DeclaredOptions.of(none).help(none));
  }
}
