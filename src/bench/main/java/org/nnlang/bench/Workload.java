// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What both sides train: 32 bit floats, one batch for all steps. A script makes net and batch: that
 * of its name in {@code workloads/}, or one written for the sizes of a GPT.
 *
 * @param operations floating point operations of a step
 * @param tokens of a step, 0 where there are none
 * @param checked the step after which both sides must have the same loss
 * @param started whether the time from the start of the process to the hundredth step counts
 * @param gpt the sizes of a GPT; null where it is none
 */
public record Workload(
    String name, double operations, int tokens, int checked, boolean started, Gpt gpt) {
  static final List<Workload> ALL =
      List.of(
          // regression, 1-64-64-1
          new Workload("W1", 6 * 4_224.0 * 64, 0, 100, true, null),
          // classifier of digits, 784-256-128-10
          new Workload("W2", 6 * 234_752.0 * 64, 0, 20, false, null),
          new Workload("W3", new Gpt(4, 4, 128, 64, 12, 65, false), 20, true),
          new Workload("W4", new Gpt(6, 6, 384, 256, 8, 65, false), 5, false),
          // classifier of images: convolutions 1-16-32, pooling; the first has no gradient of its
          // input
          new Workload(
              "W6", (3 * (225_792.0 + 1_806_336 + 31_360) - 225_792) * 64, 0, 20, false, null),
          // residual net of three stages of two blocks on 32 x 32 x 3, 16-32-64 channels
          new Workload("W7", (6 * 26_657_408.0 - 2 * 442_368) * 64, 0, 5, false, null),
          // two LSTMs of 256 on each other, over 64 characters
          new Workload(
              "W8", 6 * (2 * 2 * 256 * 1024.0 + 256 * 65) * 32 * 64, 32 * 64, 20, false, null),
          new Workload("G124", new Gpt(12, 12, 768, 64, 1, 50_257, true), 5, false));

  /** Sizes of a GPT. Time is the tokens of a row. */
  public record Gpt(int layers, int heads, int dim, int time, int batch, int vocab, boolean bias) {
    /** Weights that multiply something: all but those of the places. */
    double weights() {
      double block = 12.0 * dim * dim + 2.0 * dim + (bias ? 11.0 * dim : 0);
      return (double) vocab * dim + layers * block + (bias ? 2.0 : 1.0) * dim;
    }

    /** Floating point operations of a step, as nanoGPT counts them. */
    double operations() {
      return (6 * weights() + 12.0 * layers * dim * time) * batch * time;
    }

    /** What {@link Workload#of} knows a workload of these sizes by. */
    String word() {
      return "gpt-%d-%d-%d-%d-%d".formatted(layers, heads, dim, time, batch);
    }

    private static Gpt of(String word) {
      int[] n = Arrays.stream(word.split("-")).skip(1).mapToInt(Integer::parseInt).toArray();
      return new Gpt(n[0], n[1], n[2], n[3], n[4], 65, false);
    }

    /**
     * What {@code W3.nn} is, of these sizes.
     *
     * @param folder where {@code gpt.nn} is
     */
    String script(Path folder) {
      return """
      import "%6$s"

      x = gpt.ids(%1$d, %2$d, 65, 0)
      y = gpt.ids(%1$d, %2$d, 65, 1)
      net = gpt.GPT(65, block: %2$d, dim: %3$d, heads: %4$d, layers: %5$d)
      loss = cross_entropy
      optimizer = gpt.optimizer
      """
          .formatted(batch, time, dim, heads, layers, folder.resolve("gpt.nn"));
    }
  }

  private Workload(String name, Gpt gpt, int checked, boolean started) {
    this(name, gpt.operations(), gpt.batch() * gpt.time(), checked, started, gpt);
  }

  /** One of the list, or a GPT of the sizes that its {@link Gpt#word} names. */
  public static Workload of(String name) {
    return ALL.stream()
        .filter(w -> w.name.equals(name))
        .findFirst()
        .orElseGet(() -> of(Gpt.of(name)));
  }

  static Workload of(Gpt sizes) {
    return new Workload(sizes.word(), sizes, 4, false);
  }

  @Override
  public String toString() {
    return name;
  }
}
