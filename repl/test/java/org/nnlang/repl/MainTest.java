// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private UnaryOperator<String> environment = Map.<String, String>of()::get;
  private String terminals = "";
  private String input = "";

  private int nn(OutputStream to, String... words) {
    return Main.run(
        List.of(words),
        new Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            to,
            err,
            terminals,
            environment,
            folder));
  }

  private void check(int code, String printed, String said, String... words) {
    out.reset();
    err.reset();
    int found = nn(out, words);
    assertEquals(said, err.toString(StandardCharsets.UTF_8));
    assertEquals(printed, out.toString(StandardCharsets.UTF_8));
    assertEquals(code, found);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /**
   * Columns are counted in characters, ends are behind the last; nothing goes to standard error.
   */
  @Test
  void whatIsFoundIsWrittenForPrograms() throws IOException {
    write("a.nn", "x = 1\n");
    check(0, "[]\n", "", "check", "--json", "a.nn");
    write("b.nn", "print(\"😀\", prin)\nx = (\n");
    String expected =
        """
        [
          {"severity":"error","code":"parse","message":"expecting an expression or `)`, found the end \
        of the file","file":"b.nn","line":2,"column":6,"end_line":2,"end_column":6,"notes":[{"message":\
        "`(` opened here","file":"b.nn","line":2,"column":5,"end_line":2,"end_column":6}]}
        ]
        """;
    check(1, expected, "", "check", "a.nn", "b.nn", "--json");
    write("b.nn", "print(\"😀\", prin)\n");
    expected =
        """
        [
          {"severity":"error","code":"unknown-name","message":"nothing is called `prin`",\
        "file":"b.nn","line":1,"column":12,"end_line":1,"end_column":16,\
        "hint":"did you mean `print`?","fix":{"file":"b.nn","line":1,"column":12,"end_line":1,\
        "end_column":16,"text":"print"}}
        ]
        """;
    check(1, expected, "", "check", "b.nn", "--json");
  }

  @Test
  void aFileThatIsNoConnectionOfANotebookIsSaid() throws IOException {
    write("a.nn", "x = 1\n");
    write("b.json", "{}");
    for (String file : List.of("a.nn", "b.json")) {
      String said =
          "error: no notebook can be reached by what the file `"
              + file
              + "` says\nhelp: Jupyter writes it and starts the kernel; `nn kernel install` has it"
              + " know of nn\n";
      check(2, "", said, "kernel", file);
    }
  }

  /** A script waits for what it trains, and fails as that fails. */
  @Test
  void jobsAreWaitedFor() throws IOException {
    String data = "x = ones([4, 1])\nnet = linear(1, 1)\n";
    write(
        "good.nn",
        data
            + "train(net, [x, x], loss: mse, steps: 50, background: true,\n"
            + "  on_step: s -> { if s.step == 50 { print(\"last\") } })\nprint(\"first\")\n");
    assertEquals(0, nn(out, "good.nn"));
    assertEquals("first\nlast\n", out.toString(StandardCharsets.UTF_8));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("job 1: trained 50 steps "));
    write(
        "bad.nn",
        data
            + "train(net, [x, x], loss: mse, steps: 50, background: true,\n"
            + "  on_step: s -> error(\"no more\"))\n");
    err.reset();
    assertEquals(1, nn(out, "bad.nn"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("error: no more\n --> bad.nn:4:"), said);
  }

  @Test
  void filesAreFormatted() throws IOException {
    write("a.nn", "x=1\r\n");
    write("b.nn", "y = 2\n");
    write("c.nn", "z=(\n");
    check(1, "a.nn\n", "", "fmt", "--check", "a.nn", "b.nn");
    assertEquals("x=1\r\n", read("a.nn"));
    check(0, "", "", "fmt", "a.nn", "b.nn");
    assertEquals("x = 1\n", read("a.nn"));
    check(0, "", "", "fmt", "a.nn", "b.nn", "--check");
    assertEquals(1, nn(out, "fmt", "c.nn", "a.nn"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("c.nn:1:4"), err.toString());
    assertEquals("z=(\n", read("c.nn"));
    check(2, "", "error: there is no file `d.nn`\n", "fmt", "b.nn", "d.nn");
    input = "f( 1,2 )";
    check(0, "f(1, 2)\n", "", "fmt", "-");
    try (var left = Files.list(folder)) {
      assertEquals(3, left.count(), "nothing else is left behind");
    }
  }

  @Test
  void formattingKeepsLinksAndPermissions() throws IOException {
    write("a.nn", "x=1");
    Files.setPosixFilePermissions(
        folder.resolve("a.nn"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(folder.resolve("link.nn"), Path.of("a.nn"));
    check(0, "", "", "fmt", "link.nn");
    assertTrue(Files.isSymbolicLink(folder.resolve("link.nn")));
    assertEquals("x = 1\n", read("a.nn"));
    assertEquals(
        "rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.nn"))));
  }

  @Test
  void aRunIsRepeatedAndCompared() throws IOException {
    String net = "x = linspace(-1, 1, 8).reshape([8, 1])\nnet = linear(1, 1) >> dropout(0.1)\n";
    write(
        "same.nn", net + "print(train(net, [x, x], loss: mse, steps: 3, batch: 4).loss[0] > 0)\n");
    assertEquals(0, nn(out, "same.nn", "--repeat"));
    assertEquals("true\n", out.toString(StandardCharsets.UTF_8));
    assertTrue(
        err.toString(StandardCharsets.UTF_8).endsWith("reproducible: both runs gave the same\n"));
    write("print.nn", "print(1)\nprint(clock())\n");
    differs("print.nn", "not reproducible: line 2 of what it prints is \"");
    write("data.nn", net + "train(net, [x, x * clock()], loss: mse, steps: 3)\n");
    differs("data.nn", "not reproducible: training 1, at data.nn:3:1: the loss of step 1 is ");
  }

  private void differs(String file, String said) {
    err.reset();
    assertEquals(1, nn(out, "--repeat", file));
    String last = err.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    assertTrue(last.startsWith(said), last);
  }

  @Test
  void aScriptPrints() throws IOException {
    write("a.nn", "x = 1 + 1\nprint(\"é\", x)\nx\n");
    check(0, "é 2\n", "", "a.nn");
    check(0, "é 2\n", "", "run", "a.nn");
    check(0, "é 2\n", "", folder.resolve("a.nn").toString());
    check(0, "", "", "check", "a.nn");
  }

  @Test
  void aScriptComesInByAPipe() {
    input = "print(1 + 1)";
    check(0, "2\n", "");
    check(0, "2\n", "", "-");
    input = "print(arg(\"n\", 1))";
    check(0, "7\n", "", "-", "--n", "7");
    input = "";
    check(0, "", "");
  }

  @Test
  void anExpressionIsPrinted() {
    check(0, "2\n", "", "-e", "1 + 1");
    check(0, "0.1\n", "", "-e", "0.1");
    check(0, "1e-7\n", "", "-e", "1e-7");
    check(0, "A\n", "", "-e", "\"a\".upper()");
    check(0, "[1, \"a\", none]\n", "", "-e", "[1, \"a\", none]");
    check(0, "{a: 1.5}\n", "", "-e", "{a: 1.5}");
    check(0, "true\n", "", "-e", "1 < 2");
    check(0, "", "", "-e", "none");
    check(0, "x\n", "", "-e", "print(\"x\")");
  }

  @Test
  void optionsReachTheScript() throws IOException {
    write("a.nn", "# Counts.\nprint(arg(\"steps\", 10), arg(\"fast\", false))\n");
    check(0, "10 false\n", "", "a.nn");
    check(0, "3 true\n", "", "a.nn", "--steps", "3", "--fast");
    check(
        0,
        """
        Counts.

        nn a.nn [--name value ...]

        Options of the script:
          --steps INTEGER    (default 10)
          --fast true|false  (default false)
        """,
        "",
        "a.nn",
        "--help");
    check(
        2,
        "",
        "error: a.nn has no option `--stpes`\nhelp: did you mean `--steps`?\n",
        "a.nn",
        "--stpes",
        "3");
    out.reset();
    assertEquals(2, nn(out, "a.nn", "--steps", "many"));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFailureIsADiagnostic() throws IOException {
    write("a.nn", "print(1)\nx = 2\ny = 3 // (x - 2)\n");
    out.reset();
    assertEquals(1, nn(out, "a.nn"));
    assertEquals("1\n", out.toString(StandardCharsets.UTF_8));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("error[arithmetic]: "), said);
    assertTrue(said.contains("--> a.nn:3:"), said);
    assertTrue(said.contains("3 | y = 3 // (x - 2)\n"), said);
  }

  @Test
  void aSyntaxErrorIsFoundBeforeAnythingRuns() throws IOException {
    write("a.nn", "print(1)\nx = )\n");
    for (String[] words : List.of(new String[] {"a.nn"}, new String[] {"check", "a.nn"})) {
      out.reset();
      err.reset();
      assertEquals(1, nn(out, words));
      assertEquals("", out.toString(StandardCharsets.UTF_8));
      assertTrue(err.toString(StandardCharsets.UTF_8).contains("--> a.nn:2:5"), err.toString());
    }
  }

  @Test
  void checkFindsNamesInAllFiles() throws IOException {
    write("a.nn", "prnt(1)\n");
    write("b.nn", "fn f() = y\n");
    write("c.nn", "print(1)\n");
    assertEquals(1, nn(out, "check", "a.nn", "b.nn", "c.nn"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("help: did you mean `print`?"), said);
    assertTrue(said.contains("--> a.nn:1:1"), said);
    assertTrue(said.contains("--> b.nn:1:10"), said);
  }

  @Test
  void checkReadsWhatAFileImports() throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    write("lib/b.nn", "model Net(n) {\n  up = linear(n, 2)\n  forward(x) = up(x)\n}\n");
    write("lib/c.nn", "x = y\n");
    write("a.nn", "import \"lib/b.nn\" as b\nb.Net(3)(ones([2, 4]))\nimport \"lib/c.nn\"\n");
    assertEquals(1, nn(out, "check", "a.nn"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(
        said.contains("linear(3, 2) takes [..., 3], found [2, 4]\n --> lib/b.nn:3:16"), said);
    assertTrue(said.contains("nothing is called `y`\n --> lib/c.nn:1:5"), said);
    assertTrue(said.contains("note: imported here\n --> a.nn:3:8"), said);
    check(0, "", "", "check", "lib/b.nn");
  }

  @Test
  void checkMissesAnImportUnlessTheScriptMayWriteIt() throws IOException {
    write("a.nn", "import \"absent.nn\"\nprint(absent.x)\n");
    write("b.nn", "import \"a.nn\"\n");
    write("c.nn", "write(\"absent.nn\", \"x = 1\")\nimport \"absent.nn\"\n");
    write("d.nn", "if clock() < 0 { import \"absent.nn\" }\n");
    String said =
        """
        error[file]: there is no file absent.nn
         --> a.nn:1:8
          |
        1 | import "absent.nn"
          |        ^^^^^^^^^^^
        """;
    check(1, "", said, "check", "a.nn");
    String by =
        """
        note: imported here
         --> b.nn:1:8
          |
        1 | import "a.nn"
          |        ^^^^^^
        """;
    check(1, "", said + by, "check", "b.nn");
    check(0, "", "", "check", "c.nn");
    check(0, "", "", "check", "d.nn");
  }

  @Test
  void filesThatCannotBeRun() throws IOException {
    Files.write(folder.resolve("bad.nn"), new byte[] {'1', '\n', (byte) 0xff});
    check(2, "", "error: there is no file `no.nn`\n", "no.nn");
    check(2, "", "error: there is no file `no`\n", "run", "no");
    check(2, "", "error: this is a folder, not a script: `.`\n", "run", ".");
    check(
        1,
        "",
        "error: line 2 is not UTF-8 text in the file `bad.nn`\nhelp: save it as UTF-8\n",
        "bad.nn");
    write("mark.nn", "\ufeffprint(1)");
    check(0, "1\n", "", "mark.nn");
  }

  @Test
  void usage() {
    check(0, Usage.TEXT, "", "--help");
    check(
        2,
        "",
        "error: there is no command and no file `hlep`\nhelp: did you mean `help`?\n",
        "hlep");
    check(2, "", "error: nothing is called `prnt`\nhelp: did you mean `print`?\n", "help", "prnt");
    assertEquals(0, nn(out, "help", "print"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("print("));
    out.reset();
    assertEquals(0, nn(out, "explain", "shape"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("# shape\n"));
    check(
        2,
        "",
        "error: there is no kind of message `shap`\nhelp: did you mean `shape`?\n",
        "explain",
        "shap");
    out.reset();
    assertEquals(0, nn(out, "version"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("nn "));
  }

  @Test
  void coloursAreForTerminals() {
    String red = "\u001b[1;31m";
    nn(out, "-e", "1 +* 2");
    assertTrue(!err.toString(StandardCharsets.UTF_8).contains(red));
    terminals = "2";
    nn(out, "-e", "1 +* 2");
    nn(out, "no.nn");
    assertEquals(3, err.toString(StandardCharsets.UTF_8).split("\u001b\\[1;31m", -1).length - 1);
    err.reset();
    environment = Map.of("NO_COLOR", "1")::get;
    nn(out, "-e", "1 +* 2");
    assertTrue(!err.toString(StandardCharsets.UTF_8).contains(red));
  }

  /** {@code nn FILE -i} with entries from a pipe and a file for what they print. */
  @Test
  void aPromptInAFileHasNoColours() {
    UnaryOperator<String> xterm = Map.of("TERM", "xterm")::get;
    var in = InputStream.nullInputStream();
    assertFalse(new Streams(in, out, err, "", xterm, folder).colourAtPrompt());
    assertFalse(new Streams(in, out, err, "0", xterm, folder).colourAtPrompt());
    assertTrue(new Streams(in, out, err, "012", xterm, folder).colourAtPrompt());
  }

  /** Output that takes nothing, as the system says it. */
  private static OutputStream lost(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void aReaderThatGoesAwayEndsTheScript() {
    var closed = lost("Broken pipe");
    assertEquals(Exit.BROKEN_PIPE, nn(closed, "-e", "while true { print(1) }"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(Exit.BROKEN_PIPE, nn(closed, "version"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFullDiskBehindTheOutputIsSaid() {
    var full = lost("No space left on device");
    String said = "error: standard output cannot be written: No space left on device\n";
    for (String[] words : new String[][] {{"-e", "print(1)"}, {"-e", "1"}, {"version"}}) {
      err.reset();
      assertEquals(Exit.FAILURE, nn(full, words));
      assertEquals(said, err.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void anImportIsFoundBesideTheScript() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    write("sub/a.nn", "import \"b.nn\"\nprint(b.x)\n");
    write("sub/b.nn", "x = 5\n");
    check(0, "5\n", "", "sub/a.nn");
  }
}
