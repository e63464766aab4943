// SPDX-License-Identifier: Apache-2.0
package org.example.modules;

import java.util.Locale;
import java.util.Map;
import org.nnlang.Nn;
import org.nnlang.NnModel;

/** Trains a line on the module path, and asks it. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (!Main.class.getModule().isNamed() || !Nn.class.getModule().isNamed()) {
      throw new IllegalStateException("this is not the module path");
    }
    try (Nn nn = Nn.builder().memory("256m").build()) {
      NnModel net = nn.eval("linear(1, 1)").asModel();
      net.train(
          new float[][] {{1}, {2}},
          new float[][] {{3}, {5}},
          Map.of("steps", 500, "loss", "mse", "optimizer", "adam(lr: 0.05)"));
      float y = net.predict(new float[] {3})[0];
      System.out.printf(Locale.ROOT, "the net says %.1f for 3%n", y);
      if (Math.abs(y - 7) > 0.1) {
        throw new IllegalStateException("and should say 7");
      }
      // products of matrices and linear algebra are those of libraries, which are found here too
      double x =
          nn.eval("solve(eye(64) * 2.0, ones([64, 1]) @ ones([1, 1]))[0][0].item()").asDouble();
      if (x != 0.5) {
        throw new IllegalStateException("2 x = 1 at " + x);
      }
    }
  }
}
