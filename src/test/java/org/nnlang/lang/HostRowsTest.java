// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Calls with an array of arrays, as the language page writes them: without a cast. */
class HostRowsTest {
  private static final String DOUBLING =
      """
      model Doubling() {
        param w = tensor([[2.0]])
        forward(x: [batch, 1]) -> [batch, 1] = x @ w
      }
      Doubling()
      """;

  private static Context context() {
    HostAccess access = HostAccess.newBuilder().allowArrayAccess(true).build();
    return Context.newBuilder("nn")
        .allowHostAccess(access)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  @Test
  void rowsSpreadByJavaAreBatch() {
    try (Context context = context()) {
      Value net = context.eval("nn", DOUBLING);
      Object[] one = new float[][] {{3}};
      Object[] two = new float[][] {{3}, {4}};
      assertArrayEquals(new float[][] {{6}}, net.execute(one).as(float[][].class));
      assertArrayEquals(new float[][] {{6}, {8}}, net.execute(two).as(float[][].class));
      Value chain = context.eval("nn", "Doubling() >> relu");
      assertArrayEquals(new float[][] {{6}}, chain.execute(one).as(float[][].class));
    }
  }

  @Test
  void rowsAreNotBatchWhereNetTakesRowsOrTwo() {
    try (Context context = context()) {
      Value row = context.eval("nn", "model Row() { forward(x: [n]) = x + 1 }\nRow()");
      assertArrayEquals(
          new float[] {2, 3}, row.execute((Object) new float[] {1, 2}).as(float[].class));
      Value sum = context.eval("nn", "model Sum() { forward(a, b) = a + b }\nSum()");
      Object[] two = new float[][] {{1, 2}, {3, 4}};
      assertArrayEquals(new float[] {4, 6}, sum.execute(two).as(float[].class));
      Value function = context.eval("nn", "(a, b) -> a * b");
      assertArrayEquals(new float[] {3, 8}, function.execute(two).as(float[].class));
    }
  }
}
