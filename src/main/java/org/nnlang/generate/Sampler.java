// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.TypeNames;

/**
 * Continues a text, token by token, with any net from int {@code [batch, time]} to {@code [batch,
 * time, tokens]}. The net sees the whole text so far, or as much of its end as it can take.
 */
public final class Sampler {
  private final Memory memory;
  private final Callable net;
  private final Tokenizer tokenizer;
  private final Choice choice;
  private final Random random;
  private final Runnable poll;
  private int context;

  /** Random numbers by place, so that one text does not depend on how many are made beside it. */
  @FunctionalInterface
  public interface Random {
    /** A number of [0, 1) for token {@code step} of text {@code row}. */
    double at(int row, long step);
  }

  /**
   * @param context how many tokens the net can take; 0 where that is to be found out
   * @param poll called before each token; what it throws ends the sampling
   */
  public Sampler(
      Memory memory,
      Callable net,
      Tokenizer tokenizer,
      int context,
      Choice choice,
      Random random,
      Runnable poll) {
    this.memory = memory;
    this.net = net;
    this.tokenizer = tokenizer;
    this.context = context > 0 ? context : Integer.MAX_VALUE;
    this.choice = choice;
    this.random = random;
    this.poll = poll;
  }

  /** One text being made. */
  private final class Row {
    private final StringBuilder shown = new StringBuilder();
    private final List<String> stops;
    private final int promptTokens;
    private long[] ids;
    private int length;
    private boolean done;

    Row(long[] prompt, int tokens, List<String> stops) {
      this.stops = stops;
      promptTokens = prompt.length;
      ids = Arrays.copyOf(prompt, prompt.length + Math.min(tokens, 1024));
      length = prompt.length;
    }

    void add(long id) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
      }
      ids[length++] = id;
      if (!stops.isEmpty() && !done) {
        done = stopAt(made()) >= 0;
      }
    }

    /** What has been made, without the prompt. */
    String made() {
      return tokenizer.decode(Arrays.copyOfRange(ids, promptTokens, length));
    }

    int stopAt(String text) {
      return stops.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
    }

    /** What has been made, up to where it was to stop. */
    String text() {
      String made = made();
      int stop = stopAt(made);
      return stop < 0 ? made : made.substring(0, stop);
    }

    /** The part of the text that is sure to stay and has not been shown yet. */
    String fresh(boolean last) {
      String text = text();
      int end = text.length();
      if (!last) {
        // half a character, or what may become a stop, has to wait
        while (end > 0 && text.charAt(end - 1) == '\ufffd') {
          end--;
        }
        int longest = stops.stream().mapToInt(String::length).max().orElse(1);
        end = Math.max(shown.length(), end - (longest - 1));
      }
      String more = text.substring(shown.length(), end);
      shown.append(more);
      return more;
    }
  }

  /**
   * Makes {@code count} texts.
   *
   * @param prompt what they begin with; at least one token
   * @param tokens how many to add at most
   * @param stops a text ends before the first of these that it comes to
   * @param stream gets the first text piece by piece while it is made; may be null
   * @return the texts with the prompt before each
   */
  public List<String> run(
      String prompt, int tokens, List<String> stops, int count, Consumer<String> stream) {
    long[] start = tokenizer.encode(prompt);
    if (start.length == 0) {
      throw Problem.of(
              ErrorCode.VALUE, "`prompt` must have at least one token for the net to go on from")
          .hint("a newline often is a good beginning: prompt: \"\\n\"");
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Row(start, tokens, stops));
    }
    if (stream != null) {
      stream.accept(prompt);
    }
    for (int step = 0; step < tokens && rows.stream().anyMatch(r -> !r.done); step++) {
      poll.run();
      next(rows, step);
      if (stream != null) {
        stream.accept(rows.get(0).fresh(false));
      }
    }
    if (stream != null) {
      stream.accept(rows.get(0).fresh(true));
    }
    return rows.stream().map(r -> prompt + r.text()).toList();
  }

  /** Adds a token to each text; those that have ended go on unseen, so that all stay as long. */
  private void next(List<Row> rows, int step) {
    Tensor logits = logits(rows);
    int time = (int) logits.dim(1);
    long vocabulary = logits.dim(2);
    // tokens that only the net knows, of a vocabulary made a round number, are never picked
    double[] row = new double[(int) Math.min(vocabulary, tokenizer.size())];
    for (int r = 0; r < rows.size(); r++) {
      long from = ((long) r * time + time - 1) * vocabulary;
      for (int i = 0; i < row.length; i++) {
        row[i] = logits.getDouble(from + i);
      }
      rows.get(r).add(choice.pick(row, random.at(r, step)));
    }
  }

  private Tensor logits(List<Row> rows) {
    int length = rows.get(0).length;
    int take = Math.min(length, context);
    try {
      return forward(rows, take);
    } catch (Problem p) {
      if (take == 1
          || context == take
          || p.code() != ErrorCode.INDEX && p.code() != ErrorCode.SHAPE) {
        throw p;
      }
      context = longest(rows, take, p);
      return forward(rows, context);
    }
  }

  /**
   * The longest context below {@code tooLong} that the net takes; {@code why} where there is none.
   */
  private int longest(List<Row> rows, int tooLong, Problem why) {
    int good = 0;
    int bad = tooLong;
    // most often the text has just become one token too long
    int middle = tooLong - 1;
    while (bad - good > 1) {
      try {
        forward(rows, middle);
        good = middle;
      } catch (Problem p) {
        bad = middle;
      }
      middle = (good + bad) / 2;
    }
    if (good == 0) {
      throw why;
    }
    return good;
  }

  private Tensor forward(List<Row> rows, int take) {
    long[] ids = new long[Math.multiplyExact(rows.size(), take)];
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      System.arraycopy(row.ids, row.length - take, ids, r * take, take);
    }
    Object out = net.call(Tensor.of(memory, ids, rows.size(), take));
    if (!(out instanceof Tensor logits)
        || logits.rank() != 3
        || logits.dim(0) != rows.size()
        || logits.dim(1) != take
        || logits.dim(2) == 0) {
      throw Problem.of(
          ErrorCode.TYPE,
          "a net to sample from gives a tensor [batch, time, tokens] for int [batch, time], found "
              + TypeNames.found(out)
              + " for ["
              + rows.size()
              + ", "
              + take
              + "]");
    }
    return logits;
  }
}
