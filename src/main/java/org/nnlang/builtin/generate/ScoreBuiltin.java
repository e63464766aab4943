// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.generate.Scores;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Record;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.Unknown;

/** {@code score}. */
@AutoService(Builtin.class)
public final class ScoreBuiltin implements Builtin {
  @Override
  public String signature() {
    return "score(net: function, tokenizer: tokenizer, text: string)";
  }

  @Override
  public String doc() {
    return """
    How probable a net finds a text: a record of `tokens`, all of the text but the first, `logprobs`,
    for each of them the natural logarithm of its probability after those before it, `loss`, the mean
    of these with the sign turned (as `cross_entropy` has it), and `perplexity`, `exp(loss)`. A text
    longer than the net can take (its `block`) is seen through windows, each half a window further, so
    that every token is judged with half a window before it or more, as far as the text has it.
    Example: print(score(net, letters, "To be or not to be").perplexity)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    long[] ids = ((Tokenizer) a.get("tokenizer")).encode(a.string("text"));
    if (ids.length < 2) {
      throw Problem.of(
          ErrorCode.VALUE,
          "a text to score has two tokens or more, since each is judged after those before it,"
              + " found "
              + ids.length);
    }
    double[] logprobs = Scores.of(Generating.net(a, session), ids, session::poll);
    double loss = -DoubleStream.of(logprobs).average().orElseThrow();
    Memory memory = session.engine().memory();
    Tensor tokens = Tensor.of(memory, Arrays.copyOfRange(ids, 1, ids.length), logprobs.length);
    return new Record()
        .with("loss", loss)
        .with("perplexity", Math.exp(loss))
        .with("tokens", tokens)
        .with("logprobs", Tensor.floats(memory, i -> logprobs[(int) i], logprobs.length));
  }

  /** Looks at what the net does with tokens. */
  @Override
  public Object foresee(Arguments a, Session session) {
    Generating.foresee(a, session);
    return Unknown.UNKNOWN;
  }
}
