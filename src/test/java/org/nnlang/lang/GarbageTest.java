// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A warmed step of training leaves hardly anything for the garbage collector: no array as large as
 * a batch, let alone an activation. Seen: 150 to 400 bytes a step for the regression, 900 for the
 * images, 4,000 to 6,000 for the GPT, all small objects of calls; the smallest of their activations
 * have 16,000 bytes and more.
 */
class GarbageTest {
  private static final int STEPS = 400;
  private static final int TRIES = 25;

  private static final String REGRESSION =
      """
      x = linspace(-1, 1, 64).reshape([64, 1])
      y = x ^ 2
      net = linear(1, 64) >> tanh >> linear(64, 64) >> relu >> linear(64, 1)
      loss = mse
      """;

  private static final String IMAGES =
      """
      x = rand([16, 1, 12, 12])
      y = arange(16) % 10
      net = conv2d(1, 8, 3, padding: 1) >> relu >> max_pool(2) >> flatten >> linear(288, 10)
      loss = cross_entropy
      """;

  private static final String GPT =
      """
      model Attention(dim, heads) {
        qkv = linear(dim, 3 * dim)
        forward(x: [batch, time, dim]) -> [batch, time, dim] {
          [q, k, v] = rearrange(qkv(x), "b t (n h d) -> n b h t d", n: 3, h: heads)
          rearrange(attention(q, k, v, causal: true), "b h t d -> b t (h d)")
        }
      }
      x = arange(128).reshape([4, 32]) * 31 % 65
      y = (x + 7) % 65
      net = embedding(65, 32) >> residual(layer_norm(32) >> Attention(32, 2))
        >> residual(layer_norm(32) >> linear(32, 128) >> gelu >> linear(128, 32)) >> linear(32, 65)
      loss = cross_entropy
      """;

  @ParameterizedTest
  @CsvSource({"regression, 4000", "images, 8000", "gpt, 15000"})
  void aWarmStepLeavesNearlyNothing(String name, long most) {
    try (Context context =
        Context.newBuilder("nn")
            .option("nn.threads", "2")
            .err(OutputStream.nullOutputStream())
            .build()) {
      context.eval(
          "nn",
          switch (name) {
            case "regression" -> REGRESSION;
            case "images" -> IMAGES;
            default -> GPT;
          });
      double least = Double.POSITIVE_INFINITY;
      // code that is not compiled yet boxes what it reads from memory
      for (int i = 0; i < TRIES && least > most; i++) {
        long once = train(context, 1);
        least = Math.min(least, (train(context, 1 + STEPS) - once) / (double) STEPS);
      }
      assertTrue(least <= most, least + " bytes a step");
    }
  }

  /** The bytes all threads allocate meanwhile. */
  private static long train(Context context, int steps) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    context.eval(
        "nn",
        "train(net, [x, y], loss: loss, batch: x.shape[0], shuffle: false, every: 100000, steps: "
            + steps
            + ")");
    return threads.getTotalThreadAllocatedBytes() - before;
  }
}
