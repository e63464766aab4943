// SPDX-License-Identifier: Apache-2.0
package org.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nnlang.Nn;
import org.nnlang.NnException;
import org.nnlang.NnLive;
import org.nnlang.NnModel;
import org.nnlang.NnTraining;

/**
 * A small service around the net of net.nn: it trains on data of this program, answers from four
 * threads, takes a changed script without losing what was learned, ends a training that is
 * cancelled, and goes on when a script is bad.
 */
public final class Service implements AutoCloseable {
  private static final Map<String, Object> OPTIONS =
      Map.of("steps", 800, "loss", "mse", "optimizer", "adam(lr: 0.01)", "batch", 64);

  private final NnLive live;

  public Service(Path folder) {
    NnLive.Listener listener =
        new NnLive.Listener() {
          @Override
          public void reloaded(NnModel net, Set<String> kept, Set<String> fresh) {
            System.out.println("reloaded: " + kept.size() + " weights kept, new " + fresh);
          }

          @Override
          public void failed(NnException why) {
            System.out.println("the script is bad, the old one goes on:\n" + why.text());
          }
        };
    // what scripts may do: read and write below the folder, and no more than this
    live =
        Nn.builder()
            .files(folder)
            .memory("512m")
            .threads(2)
            .watch(folder.resolve("net.nn"), listener);
  }

  /** Trains the net, and tells how far it is. */
  public NnTraining train(float[][] x, float[][] y) {
    return live.use(
        net ->
            net.train(
                x,
                y,
                OPTIONS,
                step -> {
                  if (step.step() % 200 == 0) {
                    System.out.printf(Locale.ROOT, "step %d: %.5f%n", step.step(), step.loss());
                  }
                  return true;
                }));
  }

  /** What the net says; from any thread. */
  public float predict(float x) {
    return live.predict(new float[] {x})[0];
  }

  @Override
  public void close() {
    live.close();
  }

  // ---- how it is used

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("models");
    Path script = folder.resolve("net.nn");
    Files.copy(Path.of("net.nn"), script);
    float[][] x = new float[64][1];
    float[][] y = new float[64][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i / 32f - 1;
      y[i][0] = x[i][0] * x[i][0];
    }
    try (Service service = new Service(folder);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      NnTraining run = service.train(x, y);
      System.out.println(run);
      expect(0.25f, service.predict(0.5f));
      answer(service, threads);
      reload(service, script);
      survive(service, script);
      cancel(service, x, y);
      expect(1.25f, service.predict(0.5f));
    }
    System.out.println("all is well");
  }

  private static void expect(float wanted, float found) {
    if (!(Math.abs(wanted - found) < 0.05)) {
      throw new IllegalStateException("the net should say " + wanted + ", and says " + found);
    }
  }

  /** Four threads ask at once. */
  private static void answer(Service service, ExecutorService threads) throws Exception {
    List<Future<Float>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      float x = i / 1000f;
      answers.add(threads.submit(() -> service.predict(x)));
    }
    for (int i = 0; i < 1000; i++) {
      float x = i / 1000f;
      expect(x * x, answers.get(i).get());
    }
    System.out.println("1000 answers by four threads");
  }

  /** The script now adds one; the weights are those of before. */
  private static void reload(Service service, Path script)
      throws IOException, InterruptedException {
    String text = Files.readString(script);
    Files.writeString(script, text.replace("= layers(x)", "= layers(x) + 1"));
    for (int i = 0; i < 600 && service.predict(0.5f) < 1; i++) {
      Thread.sleep(50);
    }
    expect(1.25f, service.predict(0.5f));
  }

  /** A script that does not even parse changes nothing. */
  private static void survive(Service service, Path script)
      throws IOException, InterruptedException {
    Files.writeString(script, "model Net( {\n");
    for (int i = 0; i < 600 && service.live.failure() == null; i++) {
      Thread.sleep(50);
    }
    expect(1.25f, service.predict(0.5f));
  }

  /** A training of a million steps is cancelled: it ends, and the net is as of its last step. */
  private static void cancel(Service service, float[][] x, float[][] y) throws Exception {
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      var begun = new CountDownLatch(1);
      float[][] shifted = new float[y.length][1];
      for (int i = 0; i < y.length; i++) {
        shifted[i][0] = y[i][0] + 1;
      }
      Future<?> training =
          one.submit(
              () ->
                  service.live.use(
                      net ->
                          net.train(
                              x,
                              shifted,
                              Map.of("steps", 1_000_000, "loss", "mse", "batch", 64),
                              step -> {
                                begun.countDown();
                                return true;
                              })));
      begun.await();
      training.cancel(true);
      // the thread is free again once the training has ended
      String ended = one.submit(() -> "the training was cancelled").get(20, TimeUnit.SECONDS);
      System.out.println(ended);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
