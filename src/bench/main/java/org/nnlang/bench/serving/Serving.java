// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.tools.ToolProvider;
import org.nnlang.Nn;

/**
 * {@code prepare FOLDER}: writes the nets of W1, W2 and W5 as each side reads them. {@code measure
 * SIDE FOLDER NET ROWS}: asks one side, in this process, and prints a row of a table. Rows of W5
 * are tokens of one text.
 */
public final class Serving {
  private static final List<String> NETS = List.of("W1", "W2", "W5");
  private static final String SCRIPT =
      """
      model Net() {
        layers = %s
        forward(x: [batch, %d]) -> [batch, %d] = layers(x)
      }
      Net()
      """;

  private Serving() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[args[0].equals("prepare") ? 1 : 2]).toAbsolutePath();
    if (args[0].equals("prepare")) {
      prepare(Files.createDirectories(folder));
    } else {
      System.out.println(measure(args[1], folder, args[3], Integer.parseInt(args[4])));
    }
  }

  static boolean isTokens(String net) {
    return net.equals("W5");
  }

  static boolean isTokens(Object input) {
    return input instanceof long[][];
  }

  private static String script(String net) {
    if (isTokens(net)) {
      return "gpt(65, block: 256, dim: 384, heads: 6, layers: 6)";
    }
    return net.equals("W1")
        ? SCRIPT.formatted("linear(1, 64) >> tanh >> linear(64, 64) >> relu >> linear(64, 1)", 1, 1)
        : SCRIPT.formatted(
            "linear(784, 256) >> relu >> linear(256, 128) >> relu >> linear(128, 10)", 784, 10);
  }

  private static int width(String net) {
    return net.equals("W1") ? 1 : 784;
  }

  private static void prepare(Path folder) throws IOException {
    try (Nn nn = Nn.builder().files(folder).seed(1).build()) {
      for (String net : NETS) {
        Path script = Files.writeString(folder.resolve(net + ".nn"), script(net));
        nn.put("net", nn.run(script));
        nn.put("here", folder);
        for (String file : List.of(".onnx", ".java")) {
          nn.eval("export(net, here + \"/%s%s\")".formatted(net, file));
        }
        nn.eval("save(net, here + \"/%s.safetensors\")".formatted(net));
        String source = folder.resolve(net + ".java").toString();
        int failed =
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source);
        if (failed != 0) {
          throw new IOException("what was exported does not compile: " + source);
        }
      }
    }
  }

  /** Rows that no two calls share. */
  private static Object input(String net, int count) {
    if (isTokens(net)) {
      long[][] tokens = new long[1][count];
      Arrays.setAll(tokens[0], i -> i * 7 % 65);
      return tokens;
    }
    float[][] rows = new float[count][width(net)];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (i * 7919 % 1000) / 1000f;
      }
    }
    return rows;
  }

  private static String measure(String side, Path folder, String net, int count) throws Exception {
    try (Served served = Served.of(side, folder, net, count)) {
      Object rows = input(net, count);
      Object y = served.asker().ask(rows);
      Duration first =
          Duration.between(
              ProcessHandle.current().info().startInstant().orElseThrow(), java.time.Instant.now());
      double seconds = Double.parseDouble(System.getenv().getOrDefault("BENCH_SECS", "3"));
      ask(served, rows, seconds);
      long[] one = ask(served, rows, seconds);
      List<Future<long[]>> all = new ArrayList<>();
      long[] four;
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (int i = 0; i < 4; i++) {
          all.add(threads.submit(() -> ask(served, input(net, count), seconds)));
        }
        List<long[]> times = new ArrayList<>();
        for (Future<long[]> f : all) {
          times.add(f.get());
        }
        four = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      }
      return String.format(
          Locale.ROOT,
          "| %s, %d %s | %s | %.1f | %.1f | %.1f | %.1f | %d | %d | %.4f |",
          net,
          count,
          isTokens(net) ? "tokens" : count == 1 ? "row" : "rows",
          side,
          part(one, 50),
          part(one, 99),
          part(four, 50),
          part(four, 99),
          first.toMillis(),
          resident(),
          first(y));
    }
  }

  /** The first number of an array of any depth. */
  private static double first(Object array) {
    Object item = Array.get(array, 0);
    return item instanceof Number n ? n.doubleValue() : first(item);
  }

  private static double part(long[] sorted, int percent) {
    return sorted[(int) ((long) sorted.length * percent / 100)] / 1e3;
  }

  /** How long each call took, sorted. */
  private static long[] ask(Served served, Object rows, double seconds) throws Exception {
    Served.Asker asker = served.asker();
    long[] times = new long[1 << 12];
    int count = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long now = System.nanoTime(); now < end; count++) {
      asker.ask(rows);
      long then = System.nanoTime();
      times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
      times[count] = then - now;
      now = then;
    }
    long[] out = Arrays.copyOf(times, count);
    Arrays.sort(out);
    return out;
  }

  /** Megabytes that the process has, -1 where the system does not say. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
        .sum();
  }
}
