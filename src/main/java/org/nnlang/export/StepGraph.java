// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.Grounds;
import org.nnlang.decode.NotCausal;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.generate.TokenNet;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Module;
import org.nnlang.value.TypeNames;

/**
 * What a language model does with new tokens where it remembers those before: {@code x} int {@code
 * [batch, time]}, {@code position}, the number of tokens before them, and {@code past0}, {@code
 * past1}, … to the logits {@code y} and {@code present0}, {@code present1}, …, which are {@code
 * past} of the next step. With the first tokens {@code position} and each size {@code past} are 0,
 * and what has other sizes is zeros.
 */
public final class StepGraph {
  private StepGraph() {}

  /**
   * The graph of a net's step, derived from its forward.
   *
   * @throws Problem {@code value} where it needs its tokens all at once, or takes too few of them
   */
  public static NetGraph of(Module net) {
    Engine engine = net.engine();
    Traced step;
    try {
      Optional<Decoder> decoder =
          Decoder.of(
              new Grounds(engine),
              context(net),
              ids -> List.of(logits(TokenNet.asked(() -> net.call(ids.get(0))))));
      if (decoder.isEmpty()) {
        throw Problem.of(ErrorCode.VALUE, "the net takes too few tokens to remember any");
      }
      step = decoder.get().open();
    } catch (NotCausal e) {
      Problem problem =
          Problem.of(ErrorCode.VALUE, "the net cannot go on from what it remembers: " + e.reason())
              .hint("without `cache` it is written as it is, and takes all tokens at once");
      throw e.span() == Span.NONE ? problem : problem.note("the operation stands here", e.span());
    }
    List<String> inputs = new ArrayList<>(List.of("x", "position"));
    List<String> outputs = new ArrayList<>(List.of("y"));
    for (int i = 0; i < step.results().size() - 1; i++) {
      inputs.add("past" + i);
      outputs.add("present" + i);
    }
    return NetGraph.of(net, step, inputs, outputs);
  }

  private static int context(Module net) {
    long block = net instanceof HasMembers m && m.member("block") instanceof Long n ? n : 0;
    return block > 0 && block < Integer.MAX_VALUE ? (int) block : Integer.MAX_VALUE;
  }

  private static Node logits(Object result) {
    if (result instanceof Node node) {
      return node;
    }
    throw Problem.of(ErrorCode.TYPE, "no logits of tokens: " + TypeNames.found(result));
  }
}
