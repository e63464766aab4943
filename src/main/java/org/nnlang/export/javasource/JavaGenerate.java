// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.NotCausal;
import org.nnlang.decode.Whole;
import org.nnlang.export.NetGraph;
import org.nnlang.generate.KnownNet;
import org.nnlang.generate.TokenNet;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Gather;
import org.nnlang.op.Iota;
import org.nnlang.tensor.DType;
import org.nnlang.value.Module;

/** What a language model has besides: {@code generate}, which goes on after a prompt. */
final class JavaGenerate {
  private final NetGraph net;

  private JavaGenerate(NetGraph net) {
    this.net = net;
  }

  /** For a net from tokens to logits of each; null for any other. */
  static @Nullable JavaGenerate of(NetGraph net) {
    return net.arguments().size() == 1
            && isLanguageModel(net.arguments().get(0), net.results().get(0))
        ? new JavaGenerate(net)
        : null;
  }

  private static boolean isLanguageModel(Node tokens, Node result) {
    return tokens.dtype() == DType.INT
        && tokens.rank() == 2
        && tokens.type().dims().stream().noneMatch(Dim::isKnown)
        && result.dtype() == DType.FLOAT32
        && result.rank() == 3
        && result.type().dims().subList(0, 2).equals(tokens.type().dims())
        && result.type().last().isKnown();
  }

  /**
   * How many tokens the net sees at most, as {@code sample} has it; 0 where that is not limited.
   */
  private long block() {
    Module module = net.net();
    int block = TokenNet.said(module);
    int context = block > 0 ? block : Integer.MAX_VALUE;
    KnownNet known =
        KnownNet.of(
            module.engine(),
            module,
            context,
            ids -> module.call(ids.get(0)) instanceof Node n ? List.of(n) : List.of());
    long longest = longest(known).orElseGet(() -> said(block));
    return longest == Long.MAX_VALUE ? 0 : longest;
  }

  /** How many tokens a net takes, where that can be found out. */
  private static OptionalLong longest(KnownNet known) {
    try {
      Optional<Decoder> decoder = known.decoder();
      return decoder.isPresent() ? OptionalLong.of(decoder.get().longest()) : OptionalLong.empty();
    } catch (NotCausal e) {
      Optional<Whole> whole = known.whole();
      return whole.isPresent() ? OptionalLong.of(whole.get().longest()) : OptionalLong.empty();
    }
  }

  /** What the net says itself, and its tables of places; 0 where neither does. */
  private long said(int block) {
    Set<Long> limits = new LinkedHashSet<>();
    if (block > 0) {
      limits.add((long) block);
    }
    for (Node n : net.nodes()) {
      boolean places =
          n.op() instanceof Gather
              && n.input(1).op() instanceof Iota
              && n.input(1).type().dims().equals(List.of(net.arguments().get(0).type().dim(1)))
              && n.input(0).type().dim(0).isKnown();
      if (places) {
        limits.add(n.input(0).type().dim(0).value());
      }
    }
    return limits.stream().mapToLong(l -> l).min().orElse(0);
  }

  String text() {
    long block = block();
    String from = block > 0 ? "Math.max(0, end - " + block + ")" : "0";
    return """
          /**
           * Goes on after a prompt, token by token.
           *
           * @param temperature 0 takes the likeliest token, 1 draws by the net's probabilities
           * @return the %d new tokens that were asked for
           */
          public static int[] generate(int[] prompt, int tokens, double temperature, long seed) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            int[] all = java.util.Arrays.copyOf(prompt, prompt.length + tokens);
            for (int end = prompt.length; end < all.length; end++) {
              float[] logits = predict(java.util.Arrays.copyOfRange(all, %s, end));
              all[end] = drawn(logits, logits.length - %d, temperature, random.nextDouble());
            }
            return java.util.Arrays.copyOfRange(all, prompt.length, all.length);
          }

          /** The token at which the chances of the logits from {@code start} on reach {@code point}. */
          private static int drawn(float[] logits, int start, double temperature, double point) {
            int likeliest = start;
            for (int i = start; i < logits.length; i++) {
              likeliest = logits[i] > logits[likeliest] ? i : likeliest;
            }
            double[] chances = new double[logits.length - start];
            double sum = 0;
            for (int i = 0; i < chances.length && temperature > 0; i++) {
              chances[i] = Math.exp((logits[start + i] - logits[likeliest]) / temperature);
              sum += chances[i];
            }
            double left = point * sum;
            for (int i = 0; i < chances.length && temperature > 0; i++) {
              left -= chances[i];
              if (left < 0) {
                return i;
              }
            }
            return likeliest - start;
          }

        """
        .replace("the %d new tokens that were asked for", "the new tokens, as many as asked for")
        .formatted(from, net.results().get(0).type().last().value());
  }
}
