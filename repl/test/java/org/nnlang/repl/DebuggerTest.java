// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Speaks the Debug Adapter Protocol over the socket, as an editor does. */
@Timeout(120)
class DebuggerTest {
  private static final String SCRIPT =
      """
      model Net(width) {
        part = linear(2, width)
        forward(x: [batch, 2]) {
          h = part(x) * 0 + 2
          h + 1
        }
      }
      net = Net(4)
      x = ones([3, 2])
      y = net(x)
      fn twice(n) {
        m = n + n
        m
      }
      print(twice(21))
      """;

  @TempDir Path folder;
  private int sent;

  private Process start(String... words) throws IOException {
    assumeTrue(
        DebuggerTest.class.getResource(
                "/com/oracle/truffle/tools/dap/instrument/DAPInstrument.class")
            != null,
        "GraalVM's tools are not on the class path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.nnlang.repl.Main"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("err").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private record Client(Socket socket, DataInputStream in, OutputStream out) {
    static Client of(int port) throws Exception {
      while (true) {
        try {
          Socket socket = new Socket("localhost", port);
          // what never comes is to fail and not to wait for ever
          socket.setSoTimeout(100_000);
          return new Client(
              socket, new DataInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (ConnectException e) {
          Thread.sleep(50);
        }
      }
    }

    void send(JsonObject message) throws IOException {
      byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
      out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
    }

    JsonObject next() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
      byte[] body = in.readNBytes(Integer.parseInt(length));
      return new Gson().fromJson(new String(body, StandardCharsets.UTF_8), JsonObject.class);
    }

    /** The next message of that kind; others are of no interest. */
    JsonObject await(String key, String value) throws IOException {
      while (true) {
        JsonObject message = next();
        if (message.has(key) && message.get(key).getAsString().equals(value)) {
          return message.has("body") && message.get("body").isJsonObject()
              ? message.getAsJsonObject("body")
              : message;
        }
      }
    }
  }

  private JsonObject ask(Client client, String command, Map<String, ?> arguments)
      throws IOException {
    JsonObject message = new JsonObject();
    message.addProperty("seq", ++sent);
    message.addProperty("type", "request");
    message.addProperty("command", command);
    message.add("arguments", new Gson().toJsonTree(arguments));
    client.send(message);
    return client.await("command", command);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** A client whose script goes until the first of these lines of a file. */
  private Client attached(int port, Path file, int... lines) throws Exception {
    Client client = Client.of(port);
    ask(client, "initialize", Map.of("adapterID", "nn", "linesStartAt1", true));
    Map<String, String> source = Map.of("path", file.toString());
    List<Map<String, Integer>> breakpoints =
        IntStream.of(lines).mapToObj(line -> Map.of("line", line)).toList();
    ask(client, "setBreakpoints", Map.of("source", source, "breakpoints", breakpoints));
    ask(client, "attach", Map.of());
    ask(client, "configurationDone", Map.of());
    return client;
  }

  /** The variables of the scopes of the innermost frame, an earlier scope going before. */
  private Map<String, String> variables(Client client, int thread) throws IOException {
    JsonArray frames =
        ask(client, "stackTrace", Map.of("threadId", thread)).getAsJsonArray("stackFrames");
    int frame = frames.get(0).getAsJsonObject().get("id").getAsInt();
    Map<String, String> found = new TreeMap<>();
    for (JsonElement scope :
        ask(client, "scopes", Map.of("frameId", frame)).getAsJsonArray("scopes")) {
      int reference = scope.getAsJsonObject().get("variablesReference").getAsInt();
      for (JsonElement v :
          ask(client, "variables", Map.of("variablesReference", reference))
              .getAsJsonArray("variables")) {
        JsonObject variable = v.getAsJsonObject();
        found.putIfAbsent(variable.get("name").getAsString(), variable.get("value").getAsString());
      }
    }
    return found;
  }

  @Test
  void anEditorStopsAndLooks() throws Exception {
    Path script = Files.writeString(folder.resolve("a.nn"), SCRIPT).toRealPath();
    int port = freePort();
    Process process = start("--dap-port", Integer.toString(port), script.toString());
    try {
      Client client = attached(port, script, 5, 13, 15);
      int thread = client.await("event", "stopped").get("threadId").getAsInt();
      ask(client, "continue", Map.of("threadId", thread));
      // in forward, which is traced: shapes, and no numbers yet
      client.await("event", "stopped");
      Map<String, String> inside = variables(client, thread);
      assertTrue(inside.containsKey("h") && inside.containsKey("part"), inside.toString());
      assertEquals("4", inside.get("width"));
      Map<String, String> next = inside;
      while (!next.containsKey("m")) {
        ask(client, "continue", Map.of("threadId", thread));
        client.await("event", "stopped");
        next = variables(client, thread);
        if (next.containsKey("y") && !next.containsKey("m")) {
          assertEquals("float32[3, 4]  3.0000", next.get("y"));
          assertEquals("float32[3, 2]  1.0000", next.get("x"));
          assertEquals("Net(4)", next.get("net"));
        }
      }
      assertEquals("21", next.get("n"));
      assertEquals("42", next.get("m"));
      ask(client, "continue", Map.of("threadId", thread));
      client.await("event", "terminated");
      ask(client, "disconnect", Map.of());
      client.socket().close();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals("42\n", Files.readString(folder.resolve("out")));
    } finally {
      process.destroyForcibly();
    }
  }

  /** A place in a file that is imported, where texts see the names of its function. */
  @Test
  void anEditorStopsInAnImportedFile() throws Exception {
    Path blocks =
        Files.writeString(
                folder.resolve("blocks.nn"), "fn scale(t, by) {\n  u = t * by\n  u + 1\n}\n")
            .toRealPath();
    Path script =
        Files.writeString(
                folder.resolve("a.nn"),
                "import \"blocks.nn\"\nz = blocks.scale(ones([2]), 3)\nprint(z)\n")
            .toRealPath();
    int port = freePort();
    Process process = start("--dap-port", Integer.toString(port), script.toString());
    try {
      Client client = attached(port, blocks, 3);
      int thread = client.await("event", "stopped").get("threadId").getAsInt();
      ask(client, "continue", Map.of("threadId", thread));
      client.await("event", "stopped");
      JsonObject frame =
          ask(client, "stackTrace", Map.of("threadId", thread))
              .getAsJsonArray("stackFrames")
              .get(0)
              .getAsJsonObject();
      assertEquals(3, frame.get("line").getAsInt());
      assertEquals(blocks.toString(), frame.getAsJsonObject("source").get("path").getAsString());
      assertEquals("float32[2]  3.0000", variables(client, thread).get("u"));
      JsonObject told =
          ask(
              client,
              "evaluate",
              Map.of("expression", "(u * 2).sum().item()", "frameId", frame.get("id").getAsInt()));
      assertEquals("12.0", told.get("result").getAsString());
      ask(client, "continue", Map.of("threadId", thread));
      client.await("event", "terminated");
      ask(client, "disconnect", Map.of());
      client.socket().close();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals("[4.0, 4.0]\n", Files.readString(folder.resolve("out")));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theSamplerNamesFunctions() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("b.nn"),
            "fn slow(n) {\n  if n < 2 { n } else { slow(n - 1) + slow(n - 2) }\n}\nprint(slow(20))\n");
    Process process = start("--cpusampler", script.toString());
    assertTrue(process.waitFor(100, TimeUnit.SECONDS));
    assertEquals("6765\n", Files.readString(folder.resolve("out")));
    String said = Files.readString(folder.resolve("err"));
    assertTrue(said.contains("Sampling Histogram") && said.contains(" slow "), said);
  }
}
