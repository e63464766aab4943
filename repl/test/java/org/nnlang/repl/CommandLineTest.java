// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

class CommandLineTest {
  @TempDir Path folder;

  private CommandLine parse(String... words) {
    return CommandLine.parse(List.of(words), folder);
  }

  private Problem wrong(String... words) {
    Problem problem = assertThrows(Problem.class, () -> parse(words));
    assertEquals(ErrorCode.USAGE, problem.code());
    return problem;
  }

  @Test
  void limits() {
    Settings settings =
        parse("--max-steps", "1_000", "--max-nesting=9", "a.nn", "--max-source", "7").settings();
    assertEquals(Map.of("nn.steps", 1000L, "nn.nesting", 9L), settings.limits());
    wrong("--max-steps", "0", "a.nn");
    wrong("--max-steps", "many", "a.nn");
    wrong("--max-source", "5_000_000_000", "a.nn");
  }

  @Test
  void commands() {
    assertEquals(new Command.Start(), parse().command());
    assertEquals(new Command.Run("a.nn", List.of(), false), parse("a.nn").command());
    assertEquals(
        new Command.Run("a.nn", List.of("--seed", "2"), false),
        parse("a.nn", "--seed", "2").command());
    assertEquals(
        new Command.Run("a.nn", List.of("--lr", "2"), true),
        parse("a.nn", "-i", "--lr", "2").command());
    assertEquals(new Command.Run("-", List.of(), false), parse("-").command());
    assertEquals(new Command.Run("check", List.of(), false), parse("run", "check").command());
    assertEquals(
        new Command.Check(List.of("a.nn", "b.nn"), false),
        parse("check", "a.nn", "b.nn").command());
    assertEquals(
        new Command.Check(List.of("a.nn"), true), parse("check", "a.nn", "--json").command());
    assertEquals(
        new Command.Format(List.of("a.nn", "-"), true),
        parse("fmt", "a.nn", "--check", "-").command());
    assertEquals(new Command.Evaluate("1 + 1", List.of()), parse("-e", "1 + 1").command());
    assertEquals(new Command.Evaluate("-1", List.of()), parse("-e", "-1").command());
    assertEquals(new Command.Help(null), parse("help").command());
    assertEquals(new Command.Help("linear"), parse("help", "linear").command());
    assertEquals(new Command.Usage(), parse("--help").command());
    assertEquals(new Command.Usage(), parse("-h").command());
    assertEquals(new Command.Version(), parse("version").command());
    assertEquals(new Command.Version(), parse("--version").command());
  }

  @Test
  void aFileOfAnyNameThatIsThereIsAScript() throws Exception {
    Files.writeString(folder.resolve("script"), "1");
    assertEquals(new Command.Run("script", List.of(), false), parse("script").command());
    assertEquals(new Command.Run("./run", List.of(), false), parse("./run").command());
  }

  @Test
  void settings() {
    var settings =
        parse("--trace", "--seed", "-3", "--threads=2", "--memory", "2g", "a.nn").settings();
    assertEquals(new Settings(true, -3L, 2, 2L << 30, null, Map.of(), false, Map.of()), settings);
    assertEquals(500L << 20, parse("--memory", "500M", "a.nn").settings().memoryBytes());
    assertEquals(4096, parse("--memory", "4096", "a.nn").settings().memoryBytes());
  }

  @Test
  void settingsMayStandBehindACommand() {
    var run = parse("run", "--seed", "3", "--threads=2", "a.nn", "--steps", "5");
    assertEquals(new Command.Run("a.nn", List.of("--steps", "5"), false), run.command());
    assertEquals(3L, run.settings().seed());
    assertEquals(
        Map.of("nn.nesting", 9L), parse("check", "--max-nesting=9", "a.nn").settings().limits());
  }

  @Test
  void tools() {
    assertEquals(Map.of("dap", "localhost:4711"), parse("--dap", "a.nn").settings().tools());
    assertEquals(
        Map.of("dap", "localhost:5000"), parse("--dap-port", "5000", "a.nn").settings().tools());
    assertEquals(Map.of("cpusampler", "true"), parse("--cpusampler", "a.nn").settings().tools());
    assertEquals(ErrorCode.USAGE, wrong("--dap-port", "70000", "a.nn").code());
  }

  @Test
  void aBackendThatIsThere() {
    assertEquals("own", parse("--backend", "own", "a.nn").settings().backend());
    var check = parse("check", "a.nn", "--backend", "own", "b.nn");
    assertEquals(new Command.Check(List.of("a.nn", "b.nn"), false), check.command());
    assertEquals("own", check.settings().backend());
    Problem p = wrong("--backend", "gpu", "a.nn");
    assertEquals(ErrorCode.USAGE, p.code());
    assertEquals("there is no backend `gpu`", p.getMessage());
  }

  @Test
  void whatCannotBeReadIsSaid() {
    assertEquals("there is no command and no file `chekc`", wrong("chekc").getMessage());
    assertEquals("did you mean `check`?", wrong("chekc").hint());
    assertEquals("`nn fmt` needs a file", wrong("fmt", "--check").getMessage());
    assertEquals("nn has no option `--chekc`", wrong("fmt", "--chekc", "a.nn").getMessage());
    assertEquals(
        "`nn tutorial` takes the number of a chapter, found `x`",
        wrong("tutorial", "x").getMessage());
    assertEquals("nn has no option `--sed`", wrong("--sed", "1").getMessage());
    assertEquals("did you mean `--seed`?", wrong("--sed", "1").hint());
    assertEquals("`--seed` needs a value", wrong("--seed").getMessage());
    assertEquals("`--seed` needs a whole number, found `x`", wrong("--seed", "x").getMessage());
    assertEquals(
        "`--threads` needs a number from 1 on, found `0`", wrong("--threads", "0").getMessage());
    for (String size : List.of("", "g", "2x", "-1g", "99999999999g")) {
      wrong("--memory", size, "a.nn");
    }
    assertEquals("`nn check` needs a file", wrong("check").getMessage());
    assertEquals("`nn run` needs a file", wrong("run").getMessage());
    assertEquals("`nn run` needs a file", wrong("run", "--seed", "1").getMessage());
    assertEquals("did you mean `--seed`?", wrong("run", "--sed", "1").hint());
    assertEquals("did you mean `--json`?", wrong("check", "--jsn", "a.nn").hint());
    assertEquals("`nn check` needs a file", wrong("check", "--json").getMessage());
    assertEquals("`-e` needs a value", wrong("-e").getMessage());
    wrong("help", "a", "b");
    wrong("version", "a");
  }
}
