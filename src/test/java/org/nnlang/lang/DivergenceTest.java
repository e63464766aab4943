// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.nnlang.session.Failure;

/** A net whose training failed is as it was before the step that failed. */
class DivergenceTest {
  private static final String SCRIPT =
      """
      seed(1)
      x = randn([12, 3])
      bad = where(arange(36).reshape([12, 3]) == 22, log(-1.0 * ones([12, 3])), x)
      net = linear(3, 4) >> batch_norm(4) >> dropout(0.2) >> linear(4, 1)
      fn go(data, steps) {
        train(net, [data, x[:, 0..1]], loss: mse, steps: steps, batch: 2, shuffle: false, seed: 3)
      }
      fn all() = str([map(values(params(net)), list), list(net[1].running_mean), list(net[1].running_var)])
      """;

  private final Context context =
      Context.newBuilder("nn")
          .option("engine.WarnInterpreterOnly", "false")
          .err(new ByteArrayOutputStream())
          .build();

  private String after(String call) {
    context.eval("nn", SCRIPT);
    try {
      context.eval("nn", call);
    } catch (PolyglotException e) {
      String text = Failure.of(e, false).text();
      assertTrue(text.contains("at step 4"), text);
      assertTrue(text.contains("the data has nan as input in row 7, column 1"), text);
    }
    return context.eval("nn", "all()").asString();
  }

  @Test
  void keepsWeightsAndStates() {
    // row 7 comes in the fourth batch, and is at fault: what the third step did stays
    try (context) {
      String three = after("go(x, 3)");
      assertEquals(three, after("go(bad, 6)"));
    }
  }
}
