// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.builtin.Builtins;
import org.nnlang.value.Signature;

/**
 * Every function that takes a path, tried on files that were not granted: nothing is read, nothing
 * is written, and no message says more of the machine than the script does.
 */
class SandboxTest {
  /** Names of parameters that are paths. */
  private static final Set<String> PATHS =
      Set.of("path", "to", "folder", "checkpoint", "log", "labels", "file");

  /** What only looks like one. */
  private static final Set<String> NONE =
      Set.of("plot.labels", "plot.log", "quantize.to", "range.to");

  private static final String NET = "net = linear(2, 2)\n";
  private static final String DATA = "x = zeros([4, 2])\n";

  /** A script for each parameter, in which PATH is the path. */
  private static final Map<String, String> ATTACKS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("audio.path", "audio(PATH)"),
              Map.entry("csv.path", "csv(PATH)"),
              Map.entry("export.path", NET + "export(net, PATH + \".onnx\")"),
              Map.entry("gpt2.folder", "gpt2(PATH)"),
              Map.entry("graph.to", NET + "graph(net, to: PATH + \".dot\")"),
              Map.entry("idx.path", "idx(PATH)"),
              Map.entry("idx.labels", "idx(\"own.idx\", labels: PATH)"),
              Map.entry("images.path", "images(PATH)"),
              Map.entry("jsonl.path", "jsonl(PATH)"),
              Map.entry("load.path", NET + "load(net, PATH)"),
              Map.entry("numpy.path", "numpy(PATH)"),
              Map.entry("play.to", "play(zeros([8]), to: PATH + \".wav\")"),
              Map.entry("plot.to", "plot([1, 2], to: PATH + \".png\")"),
              Map.entry("read.path", "read(PATH)"),
              Map.entry("save.path", NET + "save(net, PATH)"),
              Map.entry("show.to", "show(zeros([2, 2]), to: PATH + \".png\")"),
              Map.entry("text.path", "text(PATH)"),
              Map.entry("tokenizer.path", "tokenizer(PATH)"),
              Map.entry(
                  "train.checkpoint",
                  NET + DATA + "train(net, [x, x], loss: mse, steps: 2, checkpoint: PATH)"),
              Map.entry(
                  "train.log", NET + DATA + "train(net, [x, x], loss: mse, steps: 2, log: PATH)"),
              Map.entry("write.path", "write(PATH, \"taken\")"),
              Map.entry("import", "import IMPORTED as stolen\nstolen")));

  @TempDir Path folder;

  static Stream<String> attacks() {
    return ATTACKS.keySet().stream();
  }

  /** So that a function that comes later is attacked too. */
  @Test
  void everyParameterThatIsAPathIsAttacked() {
    Set<String> paths = new TreeSet<>();
    Builtins builtins = Builtins.load();
    for (String name : builtins.names()) {
      var found = builtins.find(name);
      assertNotNull(found, name);
      Signature.of(found.signature()).parameters().stream()
          .map(p -> p.name())
          .filter(PATHS::contains)
          .map(p -> name + "." + p)
          .filter(p -> !NONE.contains(p))
          .forEach(paths::add);
    }
    paths.add("import");
    assertEquals(paths, ATTACKS.keySet());
  }

  private Path secret() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.nn"), "secret = 47110815471108\n");
    Path granted = Files.createDirectories(folder.resolve("granted"));
    if (!Files.exists(granted.resolve("link"))) {
      Files.createSymbolicLink(granted.resolve("link"), outside);
      // some functions take a path of one ending alone
      for (String ending : List.of("", ".dot", ".onnx", ".png", ".wav")) {
        Files.createSymbolicLink(granted.resolve("direct" + ending), outside.resolve("secret.nn"));
        Files.createSymbolicLink(granted.resolve("dangling" + ending), outside.resolve("new"));
      }
    }
    return outside.resolve("secret.nn");
  }

  private Set<String> outside() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("outside"))) {
      return new TreeSet<>(all.map(Path::toString).toList());
    }
  }

  private static String script(String attack, String path) {
    String quoted = "\"" + path.replace('\\', '/') + "\"";
    return ATTACKS.get(attack).replace("IMPORTED", quoted).replace("PATH", quoted);
  }

  /** A message says of the machine what the script itself has said, and nothing of Java. */
  private void tellsNothing(String text, String script) {
    assertFalse(text.contains("47110815471108"), text);
    for (String word : List.of("java.", "org.nnlang", "org.graalvm", "com.oracle", "Exception")) {
      assertFalse(text.contains(word), text);
    }
    String machine = folder.toString();
    if (!script.contains(machine)) {
      assertFalse(text.contains(machine), text);
    }
    assertFalse(text.contains("mistake in nn itself"), text);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void withoutAGrantNothingIsThere(String attack) throws IOException {
    String path = secret().toString();
    Set<String> before = outside();
    String script = script(attack, path);
    try (Nn nn = Nn.create()) {
      NnException e = assertThrows(NnException.class, () -> nn.eval(script), script);
      tellsNothing(e.text(), script);
    }
    try (Context c =
        Context.newBuilder("nn")
            .sandbox(SandboxPolicy.CONSTRAINED)
            .out(java.io.OutputStream.nullOutputStream())
            .err(java.io.OutputStream.nullOutputStream())
            .build()) {
      PolyglotException e =
          assertThrows(PolyglotException.class, () -> c.eval("nn", script), script);
      tellsNothing(e.getGuestObject().getMember("text").asString(), script);
    }
    assertEquals(before, outside());
    assertEquals("secret = 47110815471108\n", Files.readString(Path.of(path)));
  }

  /**
   * By its own name, upwards, through a link to a folder and to a file, and to what is not there.
   */
  @ParameterizedTest
  @MethodSource("attacks")
  void aGrantEndsAtItsFolder(String attack) throws IOException {
    Path secret = secret();
    Path granted = folder.resolve("granted");
    Set<String> before = outside();
    try (Nn nn = Nn.builder().files(granted).build()) {
      for (String path :
          List.of(
              secret.toString(),
              granted + "/../outside/secret.nn",
              granted + "/link/secret.nn",
              granted + "/missing/../../outside/secret.nn",
              granted + "/direct",
              granted + "/dangling",
              granted + "/dangling/new",
              folder.resolve("GRANTED").toString() + "/x",
              granted + "-beside/x")) {
        String script = script(attack, path);
        NnException e = assertThrows(NnException.class, () -> nn.eval(script), script);
        tellsNothing(e.text(), script);
      }
      // for the language this is granted/outside/secret.nn; for the system it is the secret
      String script = script(attack, granted + "/link/../outside/secret.nn");
      try {
        tellsNothing(nn.eval(script).toString(), script);
      } catch (NnException e) {
        tellsNothing(e.text(), script);
      }
    }
    assertEquals(before, outside());
    assertFalse(Files.exists(folder.resolve("granted-beside")));
    assertFalse(Files.exists(folder.resolve("GRANTED")));
    assertEquals("secret = 47110815471108\n", Files.readString(secret));
  }

  /** An object of the program is data or a function, and nothing of its class can be had. */
  @Test
  void objectsOfTheProgramShowNothing() {
    Object own = new Object();
    try (Nn nn = Nn.create()) {
      nn.polyglot().getBindings("nn").putMember("own", own);
      for (String script :
          List.of(
              "own.getClass()",
              "own.class",
              "own.hashCode()",
              "own.toString()",
              "own[\"getClass\"]",
              "own(1)",
              "own.wait()",
              "own + 1",
              "len(own)",
              "params(own)",
              "train(own, [own, own], loss: own)",
              "for x in own { }",
              "save(own, \"x\")",
              "source(own)")) {
        NnException e = assertThrows(NnException.class, () -> nn.eval(script), script);
        tellsNothing(e.text(), script);
      }
      assertTrue(nn.eval("str(own)").asString().length() < 60);
      tellsNothing(nn.eval("str(own)").asString(), "");
      tellsNothing(nn.eval("type(own)").asString(), "");
    }
  }

  @Test
  void anExceptionOfTheProgramIsNotShownToScripts() {
    try (Nn nn = Nn.create()) {
      nn.put(
          "f",
          (java.util.function.Function<Object, Object>)
              x -> {
                throw new IllegalStateException("in /home/me/secret.txt");
              });
      NnException e = assertThrows(NnException.class, () -> nn.eval("f(1)"));
      assertEquals(IllegalStateException.class, e.getCause().getClass());
    }
  }
}
