// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.lang.NnLanguage;

/** What is sampled step by step is what is sampled of the whole context. */
class DecodingTest {
  private static final Context CONTEXT =
      Context.newBuilder(NnLanguage.ID)
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .build();

  static {
    CONTEXT.eval(
        NnLanguage.ID,
        """
        letters = chars("abcdefghijklmnopqrstuvwxyz \\n")
        v = letters.size
        seed(1)
        model Recurrent(cell) {
          tokens = embedding(v, 16)
          layer = cell
          head = linear(24, v)
          forward(ids: int[batch, time]) -> [batch, time, v] = head(layer(tokens(ids)))
        }
        model Convolution() {
          tokens = embedding(v, 24)
          look = conv1d(24, 20, 8, causal: true)
          head = linear(20, v)
          forward(ids: int[batch, time]) -> [batch, time, v] =
            head(tanh(look(tokens(ids).permute([0, 2, 1]))).permute([0, 2, 1]))
        }
        """);
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  private static String sampled(String net, String rest) {
    return CONTEXT
        .eval(NnLanguage.ID, "seed(7)\nsample(" + net + ", letters, " + rest + ")")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt(v, block: 64, dim: 32, layers: 2)",
        "gpt(v, block: 16, dim: 32, layers: 2)",
        "llama(v, block: 16, dim: 32, layers: 2)",
        "embedding(v, v)",
        "Convolution()",
        "Recurrent(lstm(16, 24))",
        "Recurrent(lstm(16, 24, layers: 2))",
        "Recurrent(gru(16, 24))",
        "Recurrent(rnn(16, 24))",
      })
  void isTheSame(String net) {
    CONTEXT.eval(NnLanguage.ID, "net = " + net);
    for (String prompt : new String[] {"a", "to be or", "a prompt of more tokens than are few"}) {
      for (String how : new String[] {"temperature: 0", "seed: 3", "seed: 4, count: 3"}) {
        String rest = "tokens: 20, prompt: \"" + prompt + "\", " + how;
        assertEquals(sampled("net", rest + ", cache: false"), sampled("net", rest), net);
      }
    }
  }
}
