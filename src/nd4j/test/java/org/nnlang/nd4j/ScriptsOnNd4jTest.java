// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts that people read first print the same on both backends, up to the last digits. */
class ScriptsOnNd4jTest {
  private static final Path SCRIPTS = Path.of(System.getProperty("nn.root"), "scripts");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e[-+]?[0-9]+)?");

  /** Of figures that are printed: losses, parts of a hundred, weights. */
  private static final double TOLERANCE = 2e-3;

  static Stream<List<String>> scripts() {
    return Stream.of(
        List.of("square.nn"),
        List.of("backprop.nn", "--steps=100"),
        List.of("cancer.nn", "--steps=20", "--folds=2"),
        List.of("digits.nn", "--steps=10"),
        List.of("search.nn", "--passes=60"),
        List.of("names.nn", "--effort=0.002"),
        List.of("generalize.nn", "--steps=20", "--seeds=1"),
        List.of("translate.nn", "--steps=6", "--dim=16", "--pairs=300", "--unseen=10"),
        List.of("draw.nn", "--steps=4", "--dim=16", "--to=FOLDER/digits.png"),
        List.of("tune.nn", "--steps=6", "--dim=16", "--notes=9", "--to=FOLDER/tune.wav"),
        published("gpt2.nn", "gpt2", "--quantize=int8"),
        published("llama.nn", "llama", "--freeze=1"),
        List.of(
            "gpt.nn",
            "--data=" + SCRIPTS.resolveSibling("LICENSE"),
            "--layers=2",
            "--heads=2",
            "--dim=16",
            "--block=16",
            "--batch=4",
            "--steps=6",
            "--every=3",
            "--dropout=0.1",
            "--tokens=20"));
  }

  /** A small model in the folder of its kind: fine-tuned, measured, and asked to write. */
  private static List<String> published(String script, String folder, String more) {
    String models = SCRIPTS.resolveSibling("src/test/resources/org/nnlang/models").toString();
    String text = SCRIPTS.resolveSibling(".ci/run").toString();
    return List.of(
        script,
        "--folder=" + models + "/" + folder,
        "--tune=" + text,
        "--steps=3",
        "--length=16",
        "--score=" + text,
        "--prompt=# The",
        "--tokens=8",
        more);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void printsTheSame(List<String> words, @TempDir Path folder) throws IOException {
    String expected = run("own", words, folder);
    String found = run("nd4j", words, folder);
    assertEquals(words(expected), words(found));
    List<Double> a = numbers(expected);
    List<Double> b = numbers(found);
    assertTrue(!a.isEmpty(), expected);
    for (int i = 0; i < a.size(); i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(a.get(i)));
      assertEquals(a.get(i), b.get(i), tolerance, expected + found);
    }
  }

  /**
   * {@code scripts/gpt.nn} as it is, but for the number of its steps; {@code -Dnn.gpt.steps=200}
   * takes two minutes and a half.
   */
  @Test
  void aGptHasTheSameLosses() throws IOException {
    int steps = Integer.getInteger("nn.gpt.steps", 4);
    String after = "  if len(history.val_loss) > 0 {";
    String shipped = Files.readString(SCRIPTS.resolve("gpt.nn"));
    String script = shipped.replace(after, "  for l in history.loss { print(l) }\n" + after);
    assertNotEquals(shipped, script);
    Source source = Source.newBuilder("nn", script, "gpt.nn").build();
    String[] arguments = {
      "--data=" + SCRIPTS.resolveSibling("LICENSE"), "--steps=" + steps, "--tokens=1"
    };
    List<Double> expected = numbers(run("own", source, arguments)).subList(0, steps);
    List<Double> found = numbers(run("nd4j", source, arguments)).subList(0, steps);
    for (int step = 0; step < steps; step++) {
      assertEquals(expected.get(step), found.get(step), 1e-3, "step " + step);
    }
  }

  private static String run(String backend, List<String> words, Path folder) throws IOException {
    String[] arguments =
        words.stream()
            .skip(1)
            .map(w -> w.replace("FOLDER", folder.toString()))
            .toArray(String[]::new);
    File script = SCRIPTS.resolve(words.getFirst()).toFile();
    return run(backend, Source.newBuilder("nn", script).build(), arguments);
  }

  private static String run(String backend, Source script, String... arguments) {
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .arguments("nn", arguments)
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.threads", "1")
            .option("nn.backend", backend)
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      context.eval(script);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What is printed besides numbers and what is drawn of them. */
  private static String words(String printed) {
    return NUMBER.matcher(printed).replaceAll("#").replaceAll("[\\u2800-\\u28ff ]+", " ");
  }

  private static List<Double> numbers(String printed) {
    return NUMBER.matcher(printed).results().map(MatchResult::group).map(Double::valueOf).toList();
  }
}
