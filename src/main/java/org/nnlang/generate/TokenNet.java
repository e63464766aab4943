// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Coded;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.HasMembers;
import org.nnlang.value.TypeNames;

/**
 * Any net from int {@code [batch, time]} to {@code [batch, time, tokens]}. It sees whole lines, or
 * as much of their ends as it can take; where nobody says how much that is, it is found out.
 */
public final class TokenNet implements NextLogits {
  private static final String ASKED =
      "a net that generates is given tokens, int[batch, time], and gives logits [batch, time,"
          + " tokens]";

  private final Memory memory;
  private final Callable net;
  private final int said;
  private int context;

  /**
   * @param context how many tokens the net can take; 0 where that is not known
   */
  public TokenNet(Memory memory, Callable net, int context) {
    this(memory, net, context, context);
  }

  /**
   * @param said how many tokens it takes as it says itself; 0 where it does not
   */
  private TokenNet(Memory memory, Callable net, int context, int said) {
    this.memory = memory;
    this.net = net;
    this.said = said;
    this.context = context > 0 ? context : Integer.MAX_VALUE;
  }

  /** How many tokens a net says that it takes, by a member {@code block}; 0 where it does not. */
  public static int said(Object net) {
    return net instanceof HasMembers m && m.member("block") instanceof Long block && block > 0
        ? (int) Math.min(block, Integer.MAX_VALUE)
        : 0;
  }

  /** How many tokens the net can take, as far as that is known; else the largest integer. */
  public int context() {
    return context;
  }

  /** The same net, of which is known that it takes so many tokens. */
  public TokenNet taking(long tokens) {
    return new TokenNet(memory, net, (int) Math.min(tokens, Integer.MAX_VALUE), said);
  }

  /** The same net, given more tokens than it says as long as it takes them. */
  public TokenNet takingAll() {
    return new TokenNet(memory, net, 0, said);
  }

  /**
   * What a net gives for tokens.
   *
   * @throws RuntimeException what it throws, which also says what it was given where types or
   *     shapes are wrong
   */
  public static Object asked(Supplier<Object> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      boolean types =
          e instanceof Coded c && (c.code() == ErrorCode.SHAPE || c.code() == ErrorCode.TYPE);
      throw types ? ((Coded) e).noting(ASKED) : e;
    }
  }

  @Override
  public double[] @Nullable [] after(List<Line> lines) {
    int length = lines.stream().mapToInt(this::seen).min().orElseThrow();
    List<Line> alike = lines.stream().filter(l -> seen(l) == length).toList();
    Tensor logits = most(length, n -> run(alike.stream().map(l -> l.last(n)).toList()));
    double[] @Nullable [] out = new double[lines.size()][];
    int row = 0;
    for (int r = 0; r < out.length; r++) {
      if (row < alike.size() && lines.get(r) == alike.get(row)) {
        out[r] = row(logits, row++, Math.toIntExact(logits.dim(1)) - 1);
      }
    }
    return out;
  }

  /** How much of a line the net sees, as far as that is known. */
  private int seen(Line line) {
    return Math.min(line.length(), context);
  }

  /**
   * The logits {@code [1, time, tokens]} after each of {@code ids}, or after as many as it takes.
   */
  Tensor over(long[] ids) {
    return most(ids.length, n -> run(List.of(Arrays.copyOf(ids, n))));
  }

  /** The logits of one place. */
  static double[] row(Tensor logits, int row, int place) {
    double[] out = new double[Math.toIntExact(logits.dim(2))];
    long from = (row * logits.dim(1) + place) * out.length;
    for (int i = 0; i < out.length; i++) {
      out[i] = logits.getDouble(from + i);
    }
    return out;
  }

  /** What {@code forward} gives for {@code length} tokens, or for as many as the net takes. */
  private Tensor most(int length, IntFunction<Tensor> forward) {
    int take = Math.min(length, context);
    try {
      return forward.apply(take);
    } catch (RuntimeException e) {
      if (take == 1 || context == take || !refuses(take, e)) {
        throw e;
      }
      context = longest(forward, take, e);
      return forward.apply(context);
    }
  }

  /** Whether it was so many tokens that were wrong. */
  private boolean refuses(int tokens, RuntimeException e) {
    return Coded.isOfSizes(e) || said > 0 && tokens > said && e instanceof Coded;
  }

  /**
   * The longest context below {@code tooLong} that the net takes; {@code why} where there is none.
   */
  private int longest(IntFunction<Tensor> forward, int tooLong, RuntimeException why) {
    int good = 0;
    int bad = tooLong;
    // most often the text has just become one token too long
    int middle = tooLong - 1;
    while (bad - good > 1) {
      try {
        forward.apply(middle);
        good = middle;
      } catch (RuntimeException e) {
        if (!refuses(middle, e)) {
          throw e;
        }
        bad = middle;
      }
      middle = (good + bad) / 2;
    }
    if (good == 0) {
      throw why;
    }
    return good;
  }

  private Tensor run(List<long[]> rows) {
    int count = rows.size();
    int time = rows.get(0).length;
    long[] ids = rows.stream().flatMapToLong(Arrays::stream).toArray();
    Tensor tokens = Tensor.of(memory, ids, count, time);
    Object out = asked(() -> net.call(tokens));
    if (!(out instanceof Tensor logits)
        || logits.rank() != 3
        || logits.dim(0) != count
        || logits.dim(1) != time
        || logits.dim(2) == 0) {
      throw Problem.of(
          ErrorCode.TYPE,
          "a net to sample from gives a tensor [batch, time, tokens] for int [batch, time], found "
              + TypeNames.found(out)
              + (" for [" + count + ", " + time + "]"));
    }
    return logits;
  }
}
