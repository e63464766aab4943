// SPDX-License-Identifier: Apache-2.0
package org.example.http;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nnlang.Nn;
import org.nnlang.NnException;
import org.nnlang.NnLive;

/**
 * A net behind HTTP: {@code GET /predict?x=0.5} answers with a number. {@code serve FOLDER PORT}
 * serves {@code net.nn} of a folder; without words it serves itself for some seconds, asks from
 * four threads while the script is changed again and again, and tells how that went.
 */
public final class Main {
  private static final int THREADS = 4;
  private static final int RELOADS = 5;
  private static final long SECONDS = 5;

  private Main() {}

  /** Answers until it is stopped. */
  static Javalin serve(NnLive live, int port) {
    return Javalin.create(config -> config.showJavalinBanner = false)
        .get(
            "/predict",
            request -> {
              String x = String.valueOf(request.queryParam("x"));
              try {
                request.result(Float.toString(live.predict(new float[] {Float.parseFloat(x)})[0]));
              } catch (NumberFormatException e) {
                request.status(400).result("x has to be a number, and is " + x);
              }
            })
        .exception(NnException.class, (e, request) -> request.status(500).result(e.text()))
        .start("127.0.0.1", port);
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 3 && args[0].equals("serve")) {
      Path folder = Path.of(args[1]);
      NnLive live = Nn.builder().files(folder).watch(folder.resolve("net.nn"));
      serve(live, Integer.parseInt(args[2]));
      return;
    }
    Path folder = Files.createTempDirectory("models");
    Path script = Files.copy(Path.of("net.nn"), folder.resolve("net.nn"));
    try (NnLive live = Nn.builder().files(folder).watch(script)) {
      Javalin server = serve(live, 0);
      try {
        load(live, script, URI.create("http://127.0.0.1:" + server.port() + "/predict?x="));
      } finally {
        server.stop();
      }
    }
  }

  /** Asks for some seconds from some threads, while the script is changed and run again. */
  private static void load(NnLive live, Path script, URI where) throws Exception {
    float[][] x = new float[64][1];
    float[][] y = new float[64][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i / 32f - 1;
      y[i][0] = x[i][0] * x[i][0];
    }
    Map<String, Object> options =
        Map.of("steps", 800, "loss", "mse", "optimizer", "adam(lr: 0.01)", "batch", 64);
    System.out.println(live.<Object>use(net -> net.train(x, y, options)));
    List<Future<long[]>> askers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        HttpClient client = HttpClient.newHttpClient()) {
      long begin = System.nanoTime();
      for (int i = 0; i < THREADS; i++) {
        askers.add(threads.submit(() -> ask(client, where, begin + SECONDS * 1_000_000_000)));
      }
      String text = Files.readString(script);
      for (int i = 0; i < RELOADS; i++) {
        Files.writeString(script, text + "# the " + i + "th version\n");
        if (!live.reload()) {
          throw new IllegalStateException(live.failure());
        }
        Thread.sleep(SECONDS * 1000 / (RELOADS + 1));
      }
      long[] all = askers.stream().flatMapToLong(Main::times).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%,d requests by %d threads in %d s, %,d a second: half within %.2f ms, 99 %% within %.2f"
              + " ms; %d reloads meanwhile, nothing lost%n",
          all.length,
          THREADS,
          SECONDS,
          all.length / SECONDS,
          all[all.length / 2] / 1e6,
          all[all.length * 99 / 100] / 1e6,
          RELOADS);
    }
  }

  private static java.util.stream.LongStream times(Future<long[]> asker) {
    try {
      return Arrays.stream(asker.get());
    } catch (Exception e) {
      throw new IllegalStateException("a request was lost", e);
    }
  }

  /** How long each request took; the first that is not answered as it should be ends it. */
  private static long[] ask(HttpClient client, URI where, long until)
      throws IOException, InterruptedException {
    long[] times = new long[1 << 10];
    int count = 0;
    for (; System.nanoTime() < until; count++) {
      float x = count % 100 / 100f;
      long now = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(where.toString() + x)).build(),
              HttpResponse.BodyHandlers.ofString());
      times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
      times[count] = System.nanoTime() - now;
      if (answer.statusCode() != 200 || Math.abs(Float.parseFloat(answer.body()) - x * x) > 0.1) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body() + " for " + x);
      }
    }
    return Arrays.copyOf(times, count);
  }
}
