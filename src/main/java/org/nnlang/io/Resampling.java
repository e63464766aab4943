// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/**
 * Sound at another rate: a low-pass filter of {@code sin(x)/x} under a Hann window, as torchaudio's
 * {@code resample} with its defaults.
 */
public final class Resampling {
  private static final int WIDTH = 6;
  private static final double ROLLOFF = 0.99;

  private Resampling() {}

  /**
   * As many samples as the same time has at the other rate, rounded up.
   *
   * @throws Problem {@code limit} where that is too much
   */
  public static float[] of(float[] in, int from, int to) {
    if (from == to || in.length == 0) {
      return in;
    }
    long length = Math.ceilDiv((long) in.length * to, from);
    if (length > 1 << 28) {
      throw Problem.of(ErrorCode.LIMIT, "this sound is too long at a rate of " + to);
    }
    double base = Math.min(from, to) * ROLLOFF;
    double reach = WIDTH * from / base;
    float[] out = new float[(int) length];
    for (int i = 0; i < out.length; i++) {
      Polls.sometimes();
      double place = (double) i * from / to;
      int low = (int) Math.max(0, Math.ceil(place - reach));
      int high = (int) Math.min(in.length - 1, Math.floor(place + reach));
      double sum = 0;
      for (int k = low; k <= high; k++) {
        double t = (k - place) * base / from;
        double window = Math.cos(t * Math.PI / WIDTH / 2);
        double x = t * Math.PI;
        sum += in[k] * window * window * (x == 0 ? 1 : Math.sin(x) / x);
      }
      out[i] = (float) (sum * base / from);
    }
    return out;
  }
}
