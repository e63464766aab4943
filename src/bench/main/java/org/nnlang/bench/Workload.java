// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

/**
 * What both sides train: 32 bit floats, one batch for all steps. The script of the same name makes
 * net and batch.
 */
public enum Workload {
  /** Regression, 1-64-64-1. */
  W1(6 * 4_224.0 * 64, 0, 100, true, null),
  /** Classifier of digits, 784-256-128-10. */
  W2(6 * 234_752.0 * 64, 0, 20, false, null),
  W3(new Gpt(4, 4, 128, 64, 12, 65, false), 20, true),
  W4(new Gpt(6, 6, 384, 256, 8, 65, false), 5, false),
  /**
   * Classifier of images: convolutions 1-16-32, pooling; the first has no gradient of its input.
   */
  W6((3 * (225_792.0 + 1_806_336 + 31_360) - 225_792) * 64, 0, 20, false, null),
  /** Residual net of three stages of two blocks on 32 x 32 x 3, 16-32-64 channels. */
  W7((6 * 26_657_408.0 - 2 * 442_368) * 64, 0, 5, false, null),
  /** Two LSTMs of 256 on each other, over 64 characters. */
  W8(6 * (2 * 2 * 256 * 1024.0 + 256 * 65) * 32 * 64, 32 * 64, 20, false, null),
  G124(new Gpt(12, 12, 768, 64, 1, 50_257, true), 5, false);

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
  }

  private final double operations;
  private final int tokens;
  private final int checked;
  private final boolean started;
  private final Gpt gpt;

  Workload(double operations, int tokens, int checked, boolean started, Gpt gpt) {
    this.operations = operations;
    this.tokens = tokens;
    this.checked = checked;
    this.started = started;
    this.gpt = gpt;
  }

  Workload(Gpt gpt, int checked, boolean started) {
    this(gpt.operations(), gpt.batch() * gpt.time(), checked, started, gpt);
  }

  /** Floating point operations of a step. */
  double operations() {
    return operations;
  }

  /** Tokens of a step, 0 where there are none. */
  int tokens() {
    return tokens;
  }

  /** The step after which both sides must have the same loss. */
  int checked() {
    return checked;
  }

  /** Whether the time from the start of the process to the hundredth step counts. */
  boolean started() {
    return started;
  }

  /** The sizes of a GPT; null where it is none. */
  public Gpt gpt() {
    return gpt;
  }
}
