// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.source.Problem;

/** Trainings on machines that are none, beside the same training on one. */
class ClusterTrainingTest {
  /** Dropout of rows, of attention, and of a sequence; 37 rows in batches of 10, the last of 7. */
  private static final String NET =
      """
      seed(3)
      x = randn([37, 6, 8])
      y = mean(x, axis: 1) * 4
      model Net(p) {
        up = linear(8, 16)
        down = linear(16, 8)
        drop = dropout(p)
        forward(x: [batch, time, 8]) -> [batch, 8] {
          h = drop(tanh(up(x)))
          q = reshape(h, [batch, time, 4, 4]).permute([0, 2, 1, 3])
          a = attention(q, q, q, dropout: p)
          down(drop(mean(reshape(permute(a, [0, 2, 1, 3]), [batch, time, 16]), axis: 1)))
        }
      }
      net = Net(0.3)
      """;

  private static double[] losses(String before, String options) {
    return numbers(
        before + "history = train(net, [x, y], loss: mse, " + options + ")\nhistory.loss");
  }

  private static double[] numbers(String text) {
    try (Context context = open()) {
      return context.eval("nn", text).as(double[].class);
    }
  }

  private static Context open() {
    return builder().build();
  }

  private static Context.Builder builder() {
    return Context.newBuilder("nn")
        .allowIO(IOAccess.ALL)
        .allowHostAccess(HostAccess.newBuilder().allowArrayAccess(true).build())
        .option("engine.WarnInterpreterOnly", "false")
        .option("nn.threads", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "1, sgd(0.1)",
    "2, sgd(0.1)",
    "3, sgd(0.1)",
    "1, adam(0.01)",
    "2, adam(0.01)",
    "3, adam(0.01)",
    "12, adam(0.01)"
  })
  void sharedStepsAreThoseOfOneMachine(int workers, String optimizer) {
    String options = "batch: 10, seed: 5, steps: 100, optimizer: " + optimizer;
    double[] one = losses(NET, options);
    double[] many = losses(NET, options + on("here", workers, ""));
    assertArrayEquals(one, many, 1e-5);
    double[] undropped = losses(NET.replace("Net(0.3)", "Net(0.0)"), options);
    assertTrue(Math.abs(one[99] - undropped[99]) > 1e-3, "dropout drops nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clip: 0.1",
        "accumulate: 3",
        "schedule: cosine(warmup: 5)",
        "precision: \"float64\""
      })
  void optionsOfTrainAreThoseOfOneMachine(String option) {
    String options = "batch: 10, seed: 5, steps: 30, optimizer: adam(0.01), " + option;
    double[] one = losses(NET, options);
    assertArrayEquals(one, losses(NET, options + on("here", 3, "")), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", local_steps: 7",
        ", local_steps: 7, outer: sgd(0.7, momentum: 0.9, nesterov: true)"
      })
  void bitsAreTheSameWhoeverAnswersAndWhen(String more) {
    String options = "batch: 4, seed: 5, steps: 40, optimizer: adam(0.01)";
    double[] first = losses(NET, options + on("here", 3, more));
    for (String master : List.of("backwards", "lossy", "one", "sliced")) {
      assertArrayEquals(first, losses(NET, options + on(master, 3, more)), 0, master);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'evolution(6, 0.1, 0.1)'",
    "3, 'evolution(6, 0.1, 0.1)'",
    "8, 'evolution(6, 0.1, 0.1)'",
    "2, hill_climb(0.1)"
  })
  void candidatesAreSharedOut(int workers, String optimizer) {
    String options = "batch: 10, seed: 5, steps: 20, accumulate: 2, optimizer: " + optimizer;
    assertArrayEquals(losses(NET, options), losses(NET, options + on("here", workers, "")), 0);
  }

  /** Said where shares of a batch do not make the batch, and only there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear(8, 8) | mse | '' | ''",
        "linear(8, 8) | (p, t) -> sum((p - t) ^ 2) | '' | not the mean over its rows",
        "linear(8, 8) | (p, t) -> sum((p - t) ^ 2) | , local_steps: 2 | ''",
        "linear(8, 8) >> batch_norm(8) | mse | '' | sees a worker's share alone",
        "linear(8, 8) >> batch_norm(8) | mse | , local_steps: 2 | ''"
      })
  void whatSharesDoNotMakeIsSaid(String net, String loss, String more, String warning) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String text =
        "x = randn([20, 8])\ntrain(%s, [x, x], loss: %s, batch: 10, steps: 2%s)"
            .formatted(net, loss, on("here", 2, more));
    try (Context context = builder().err(err).build()) {
      context.eval("nn", text);
    }
    String said = err.toString(UTF_8);
    assertTrue(warning.isEmpty() ? said.isEmpty() : said.contains(warning), said);
  }

  /** Ended after step 14, and gone on with: in the same script, and from a checkpoint. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ", local_steps: 7", ", local_steps: 7, outer: sgd(0.7, momentum: 0.9)"})
  void anInterruptedTrainingGoesOnAsIfItHadNotBeen(String more, @TempDir Path folder) {
    String options = "batch: 4, seed: 5, steps: 40, optimizer: adam(0.01)" + on("here", 2, more);
    double[] whole = losses(NET, options);
    String ended = "on_step: s -> s.step != 14, " + options;
    String train = NET + "train(net, [x, y], loss: mse, %s)\n";
    assertArrayEquals(whole, numbers(train.formatted(ended) + "resume(net).loss"), 0);
    String kept = "checkpoint: \"" + folder + "\", ";
    numbers(train.formatted(kept + ended) + "[0.0]");
    assertArrayEquals(whole, losses(NET, kept + "resume: true, " + options), 0);
  }

  /** As where the machine that leads goes away after the fourth round: all four are kept. */
  @Test
  void eachRoundIsKept(@TempDir Path folder) {
    String options =
        "batch: 4, seed: 5, steps: 40, every: 30, checkpoint: \"%s\", ".formatted(folder)
            + on("here", 2, ", local_steps: 7").substring(2);
    assertThrows(
        PolyglotException.class,
        () -> losses(NET, "on_step: s -> if s.step == 28 { [][0] }, " + options));
    double[] found = losses(NET, "on_step: s -> false, resume: true, " + options);
    assertEquals(35, found.length);
  }

  /** One worker, whose mean is itself, makes the steps of one machine. */
  @Test
  void localStepsOfOneWorkerAreThoseOfOneMachine() {
    String options =
        "batch: 10, seed: 5, steps: 40, optimizer: adam(0.01), schedule: cosine(warmup: 5)";
    double[] one = losses(NET, options);
    assertEquals(40, one.length);
    assertArrayEquals(one, losses(NET, options + on("here", 1, ", local_steps: 7")), 1e-6);
  }

  /**
   * Two workers, two steps each of plain descent: by hand, in double precision. The loss is w^2 x^2
   * with rows x of 1, 2, 3, 4; worker 0 takes rows 1 and 3, worker 1 rows 2 and 4.
   */
  @Test
  void aRoundEndsAtTheMeanOfTheWeights() {
    String script =
        """
        model One() {
          param w = ones([1])
          forward(x: [batch, 1]) -> [batch, 1] = x * w
        }
        net = One()
        x = tensor([[1.0], [2.0], [3.0], [4.0]])
        train(net, [x, zeros([4, 1])], loss: mse, optimizer: sgd(0.01), batch: 1, steps: 2, shuffle: false,
          precision: "float64", cluster: spark("here", workers: 2, local_steps: 2%s))
        net.w.item()
        """;
    double a = 1 - 0.01 * 2 * 1;
    a -= 0.01 * 2 * 9 * a;
    double b = 1 - 0.01 * 2 * 4;
    b -= 0.01 * 2 * 16 * b;
    double mean = (a + b) / 2;
    assertEquals(mean, run(script.formatted("")), 1e-12);
    // with Nesterov's momentum the first move is 1 + 0.9 times the way
    double outer = 1 - 0.7 * 1.9 * (1 - mean);
    String rule = ", outer: sgd(0.7, momentum: 0.9, nesterov: true)";
    assertEquals(outer, run(script.formatted(rule)), 1e-12);
  }

  private static double run(String text) {
    try (Context context = open()) {
      return context.eval("nn", text).asDouble();
    }
  }

  private static String on(String master, int workers, String more) {
    return ", cluster: spark(\"%s\", workers: %d%s)".formatted(master, workers, more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer: evolution(), cluster: spark(\"here\", local_steps: 3) | local_steps is for optimizers by gradients",
        "cluster: spark(\"here\", workers: 0) | `workers` of spark must be at least 1",
        "cluster: spark(\"here\", outer: sgd(0.7)) | outer makes a step of the mean of weights",
        "cluster: spark(\"here\", local_steps: 2, outer: muon()) | `outer` must be an optimizer by gradients",
        "cluster: spark(\"here\", local_steps: 2, outer: 3) | `outer` must be an optimizer",
        "cluster: 3 | `cluster` must be machines"
      })
  void whatCannotBeIsRefused(String options, String message) {
    assertMessage(NET, "steps: 3, " + options, message);
  }

  /** Each as the machine would meet it that runs the script anew. */
  @Test
  void aMachineThatComesToSomethingElseSaysSo() {
    // of a machine that has been up for a day float32 holds no milliseconds
    String before = NET + "x = x + clock() % 1\n";
    assertMessage(
        before,
        "steps: 3" + on("here", 2, ""),
        "worker w0: the script has come to another net, data");
    String earlier =
        NET + "first = train(net, [x, y], loss: mse, steps: 2)\nx = x + first.loss[-1]\n";
    assertMessage(earlier, "steps: 3" + on("here", 2, ""), "worker w0: ");
  }

  /** Rows that stay in their file are those that are read whole, on one machine and on many. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void tablesMayStayInTheirFiles(String format, @TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder(format.equals("csv") ? "a,kind,b\n" : "");
    for (int i = 0; i < 37; i++) {
      String row =
          format.equals("csv") ? "%s,%s,%s\n" : "{\"a\": %s, \"kind\": \"%s\", \"b\": %s}\n";
      text.append(row.formatted(i * 0.1, i % 3 == 0 ? "cat" : "ant", i * 0.2 - 1));
    }
    Path file = folder.resolve("data");
    Files.writeString(file, text);
    String before = "data = %s(\"%s\", target: \"b\", stream: %s)\nnet = linear(3, 1)\n";
    String train = "train(net, data, loss: mse, batch: 10, steps: 20, seed: 5%s).loss";
    double[] whole = numbers(before.formatted(format, file, false) + train.formatted(""));
    String left = before.formatted(format, file, true);
    assertArrayEquals(whole, numbers(left + train.formatted("")), 0);
    assertArrayEquals(whole, numbers(left + train.formatted(on("here", 3, ""))), 1e-5);
    String rounds = on("here", 3, ", local_steps: 4");
    assertArrayEquals(
        numbers(before.formatted(format, file, false) + train.formatted(rounds)),
        numbers(left + train.formatted(rounds)),
        0);
  }

  /** A file that the machine which leads has, and a worker has not. */
  @Test
  void aFileThatAWorkerHasNotIsNamed(@TempDir Path folder) throws IOException {
    for (String read :
        List.of(
            "csv(\"%s\", target: \"b\")",
            "jsonl(\"%s\", target: \"b\")", "windows(bytes().encode(text(\"%s\")), 1)")) {
      Path file = folder.resolve("data");
      String first = read.startsWith("jsonl") ? "" : "a,b\n";
      String row = first.isEmpty() ? "{\"a\": 1.5, \"b\": 2.5}\n" : "1.5,2.5\n";
      Files.writeString(file, first + row.repeat(9));
      String before =
          "data = "
              + read.formatted(file)
              + "\nnet = linear(1, 1)\nx = data.x * 1.0\ny = data.y * 1.0\n";
      String on = "steps: 3" + on("without " + file, 2, "");
      PolyglotException e = assertThrows(PolyglotException.class, () -> losses(before, on));
      assertTrue(e.getMessage().startsWith("worker w0: "), e.getMessage());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @Test
  void aHostWithoutNetworkIsNotLeft() {
    try (Context context =
        Context.newBuilder("nn").option("engine.WarnInterpreterOnly", "false").build()) {
      PolyglotException e =
          assertThrows(
              PolyglotException.class,
              () ->
                  context.eval(
                      "nn",
                      NET + "train(net, [x, y], loss: mse, steps: 1" + on("here", 2, "") + ")"));
      assertTrue(
          e.getMessage().contains("this program may not train on a cluster"), e.getMessage());
    }
  }

  @Test
  void aMissingModuleIsNamed() {
    Problem p =
        assertThrows(Problem.class, () -> Machines.named("none", Machines.class.getClassLoader()));
    assertTrue(p.getMessage().contains("nn-cluster"), p.getMessage());
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] copy = new ScriptCopy("0.1", "/", 0, 1, List.of(), List.of(), Map.of()).bytes();
    Problem p = assertThrows(Problem.class, () -> ScriptCopy.of(copy, "0.2"));
    assertEquals("the training is led by nn 0.1, and this machine has nn 0.2", p.getMessage());
  }

  private static void assertMessage(String before, String options, String part) {
    PolyglotException e = assertThrows(PolyglotException.class, () -> losses(before, options));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  /** Files are read by each machine, relative to the folder of the one that leads. */
  @Test
  void importedFilesComeAlongAndNothingIsWritten(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("part.nn"), "fn half(x) = x / 2\n");
    Files.writeString(folder.resolve("data.csv"), "a,b\n" + "1,2\n2,4\n3,6\n4,8\n".repeat(5));
    String script =
        """
        import "part.nn"
        print("once")
        data = csv("data.csv", target: "b")
        net = linear(1, 1)
        write("out.txt", "written by the one that leads")
        train(net, data, loss: mse, steps: 5, batch: 4, seed: 1, optimizer: sgd(0.01)%s)
        part.half(sum(net.weight).item())
        """;
    assertEquals(
        inFolder(folder, script.formatted("")),
        inFolder(folder, script.formatted(on("here", 2, ""))),
        1e-6);
  }

  private static double inFolder(Path folder, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = Files.writeString(folder.resolve("script.nn"), text);
    try (Context context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .currentWorkingDirectory(folder)
            .option("engine.WarnInterpreterOnly", "false")
            .out(out)
            .build()) {
      double result = context.eval(Source.newBuilder("nn", file.toFile()).build()).asDouble();
      assertEquals("once\n", out.toString(UTF_8));
      return result;
    }
  }
}
