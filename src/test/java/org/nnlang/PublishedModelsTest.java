// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models in the files in which they are published, read by the scripts for them: what PyTorch makes
 * of the same files is in {@code expected.json}, which {@code make.py} writes. With {@code
 * -Dmodels=FOLDER -Dnames=gpt2} those there are taken, GPT-2's own shape for example.
 */
class PublishedModelsTest {
  private static final Path ROOT = Path.of(System.getProperty("nn.root"));

  private static final Path MODELS =
      Path.of(
          System.getProperty(
              "models", ROOT.resolve("src/test/resources/org/nnlang/models").toString()));

  private static void run(String name, BiConsumer<Context, String> then, String... arguments)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .arguments("nn", arguments)
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.threads", "2")
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      Path script = ROOT.resolve("scripts").resolve(name + ".nn");
      context.eval(Source.newBuilder("nn", script.toFile()).build());
      then.accept(context, out.toString(StandardCharsets.UTF_8));
    }
  }

  static List<String> names() {
    return List.of(System.getProperty("names", "gpt2,llama").split(","));
  }

  private static String folder(String name) {
    return "--folder=" + MODELS.resolve(name);
  }

  /**
   * Logits within 1e-4 and each of 50 tokens, of which the two likeliest are 3e-3 apart or more.
   */
  @ParameterizedTest
  @MethodSource("names")
  void givesWhatPyTorchGives(String name) throws IOException {
    run(
        name,
        (context, said) -> {
          context
              .getBindings("nn")
              .putMember("expected_file", MODELS.resolve(name) + "/expected.json");
          context.eval(
              "nn",
              """
              expected = json(read(expected_file))
              logits = net(tensor([expected.prompt]))[0]
              places = range(0, logits.shape[1], expected.every)
              difference = (logits[:, places] - tensor(expected.logits)).abs().max().item()
              made = sample(net, shape: [len(expected.greedy)], prompt: expected.prompt, temperature: 0).list()
              """);
          Value bindings = context.getBindings("nn");
          double difference = bindings.getMember("difference").asDouble();
          assertTrue(difference < 1e-4, "logits differ by " + difference);
          assertEquals(
              list(bindings.getMember("expected").getMember("greedy")),
              list(bindings.getMember("made")));
        },
        folder(name));
  }

  private static List<Long> list(Value values) {
    List<Long> out = new ArrayList<>();
    for (long i = 0; i < values.getArraySize(); i++) {
      out.add(values.getArrayElement(i).asLong());
    }
    return out;
  }

  /** What is saved has the names, shapes and layout of what was read, and is read again. */
  @ParameterizedTest
  @MethodSource("names")
  void isSavedAsItWasPublished(String name, @TempDir Path made) throws IOException {
    Path text = Files.writeString(made.resolve("text.txt"), "the sea and the shore ".repeat(20));
    Path copy = made.resolve("copy");
    run(name, (context, said) -> {}, folder(name), "--save=" + copy);
    assertEquals(tensors(MODELS.resolve(name)), tensors(copy));
    List<String> losses = new ArrayList<>();
    for (Path folder : List.of(MODELS.resolve(name), copy)) {
      run(
          name,
          (context, said) -> losses.add(said),
          "--folder=" + folder,
          "--score=" + text,
          "--prompt=the sea",
          "--temperature=0");
    }
    assertEquals(losses.get(0), losses.get(1));
  }

  /** Name, element type and shape of all tensors of a folder, but for masks of attention. */
  private static Set<String> tensors(Path folder) throws IOException {
    Set<String> out = new TreeSet<>();
    Pattern entry =
        Pattern.compile("\"([^\"]+)\": ?\\{\"dtype\": ?\"(\\w+)\", ?\"shape\": ?\\[([0-9, ]*)]");
    try (var files = Files.newDirectoryStream(folder, "*.safetensors")) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Matcher m = entry.matcher(new String(bytes, 8, length, StandardCharsets.UTF_8));
        while (m.find()) {
          if (!m.group(1).endsWith(".attn.bias")) {
            out.add(m.group(1) + " " + m.group(2) + " " + m.group(3).replace(" ", ""));
          }
        }
      }
    }
    assertTrue(out.size() > 20);
    return out;
  }

  /** What is frozen stays bit for bit, and the rest learns the text. */
  @Test
  void learnsATextWithFrozenLayers(@TempDir Path made) throws IOException {
    Path text = Files.writeString(made.resolve("text.txt"), "the sea and the shore ".repeat(20));
    String[] tune = {
      folder("gpt2"),
      "--tune=" + text,
      "--freeze=1",
      "--length=16",
      "--steps=30",
      "--lr=0.01",
      "--score=" + text
    };
    double[] losses = new double[2];
    List<float[]> kept = new ArrayList<>();
    List<float[]> learned = new ArrayList<>();
    BiConsumer<Context, String> look =
        (context, said) -> {
          Value net = context.getBindings("nn").getMember("net");
          kept.add(weight(net, 0));
          learned.add(weight(net, 1));
          losses[kept.size() - 1] = Double.parseDouble(said.replaceAll("(?s).*loss ", "").trim());
        };
    run("gpt2", look, folder("gpt2"), "--score=" + text);
    run("gpt2", look, tune);
    assertArrayEquals(kept.get(0), kept.get(1));
    assertTrue(losses[1] < losses[0] - 1, losses[0] + " to " + losses[1]);
    assertTrue(learned.get(0)[0] != learned.get(1)[0]);
  }

  private static float[] weight(Value net, int layer) {
    Value block = net.getMember("h").getArrayElement(layer);
    return block.getMember("mlp").getMember("c_fc").getMember("bias").as(float[].class);
  }
}
