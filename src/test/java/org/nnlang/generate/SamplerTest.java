// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Tokenizer;

class SamplerTest {
  private static final Choice GREEDY = Choice.BEST;

  private final Memory memory = new Memory(1 << 20);
  private final List<Long> lengths = new ArrayList<>();

  /** Letters a to e. */
  private record Letters() implements Tokenizer {
    @Override
    public long size() {
      return 5;
    }

    @Override
    public long[] encode(String text) {
      return text.chars().mapToLong(c -> c - 'a').toArray();
    }

    @Override
    public String decode(long... tokens) {
      StringBuilder text = new StringBuilder();
      for (long t : tokens) {
        text.append((char) ('a' + t));
      }
      return text.toString();
    }

    @Override
    public String show() {
      return "letters";
    }
  }

  /** Says that each letter is followed by the next one of the alphabet, and e by a. */
  private final Callable successor =
      new Callable() {
        @Override
        public String name() {
          return "successor";
        }

        @Override
        public Object call(Object[] positional, Map<String, Object> named) {
          Tensor ids = (Tensor) positional[0];
          lengths.add(ids.dim(1));
          float[] logits = new float[Math.toIntExact(ids.size() * 5)];
          for (int i = 0; i < ids.size(); i++) {
            logits[i * 5 + (int) (ids.getLong(i) + 1) % 5] = 2;
          }
          return Tensor.of(memory, logits, ids.dim(0), ids.dim(1), 5);
        }
      };

  /** The same, but takes no more than that many tokens. */
  private Callable limited(int most) {
    return new Callable() {
      @Override
      public String name() {
        return "limited";
      }

      @Override
      public Object call(Object[] positional, Map<String, Object> named) {
        if (((Tensor) positional[0]).dim(1) > most) {
          throw Problem.of(ErrorCode.INDEX, "too long");
        }
        return successor.call(positional, named);
      }
    };
  }

  private Texts sampler(Callable net, int context, Choice choice) {
    // as random as a test needs, and different for each row and step
    Sampler.Random random = (row, step) -> (row * 0.37 + step * 0.618) % 1;
    TokenNet tokens = new TokenNet(memory, net, context);
    return new Texts(new Sampler(tokens, 5, choice, random, () -> {}));
  }

  /** Makes texts of lines. */
  private record Texts(Sampler sampler) {
    List<String> run(
        String prompt, int tokens, List<String> stops, int count, Consumer<String> stream) {
      Tokenizer letters = new Letters();
      List<TextLine> lines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lines.add(new TextLine(letters, letters.encode(prompt), stops));
      }
      TextLine first = lines.get(0);
      Consumer<String> seen = stream == null ? piece -> {} : stream;
      seen.accept(prompt);
      sampler.run(lines, tokens, () -> seen.accept(first.fresh()));
      seen.accept(first.rest());
      return lines.stream().map(line -> prompt + line.text()).toList();
    }
  }

  @Test
  void goesOnFromThePrompt() {
    List<String> texts = sampler(successor, 0, GREEDY).run("cd", 6, List.of(), 1, null);
    assertEquals(List.of("cdeabcde"), texts);
    assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L), lengths);
  }

  @Test
  void aKnownContextIsKept() {
    assertEquals(
        List.of("abcdea"), sampler(successor, 3, GREEDY).run("abcd", 2, List.of(), 1, null));
    assertEquals(List.of(3L, 3L), lengths);
  }

  @Test
  void anUnknownContextIsFound() {
    assertEquals(
        List.of("abcdeabc"), sampler(limited(4), 0, GREEDY).run("ab", 6, List.of(), 1, null));
    assertEquals(List.of(2L, 3L, 4L, 4L, 4L, 4L, 4L), lengths);
    lengths.clear();
    String prompt = "abcde".repeat(20);
    assertEquals(
        List.of(prompt + "ab"), sampler(limited(7), 0, GREEDY).run(prompt, 2, List.of(), 1, null));
    assertEquals(7L, lengths.getLast());
    Problem p =
        assertThrows(
            Problem.class, () -> sampler(limited(0), 0, GREEDY).run("abc", 2, List.of(), 1, null));
    assertEquals("too long", p.getMessage());
  }

  @Test
  void endsBeforeAStop() {
    Texts sampler = sampler(successor, 0, GREEDY);
    assertEquals(List.of("abc"), sampler.run("a", 100, List.of("ea", "de"), 1, null));
    assertTrue(lengths.size() == 4, lengths::toString);
  }

  @Test
  void streamsWhatItReturns() {
    for (List<String> stops : List.of(List.<String>of(), List.of("ab"), List.of("zz"))) {
      StringBuilder streamed = new StringBuilder();
      List<String> pieces = new ArrayList<>();
      String text =
          sampler(successor, 0, GREEDY)
              .run(
                  "c",
                  9,
                  stops,
                  1,
                  s -> {
                    streamed.append(s);
                    pieces.add(s);
                  })
              .get(0);
      assertEquals(text, streamed.toString());
      assertTrue(pieces.size() > 3);
    }
  }

  @Test
  void aTextDoesNotDependOnThoseBesideIt() {
    Choice warm = new Choice(1, 0, 1, 0, 1);
    List<String> three = sampler(successor, 0, warm).run("a", 20, List.of(), 3, null);
    List<String> one = sampler(successor, 0, warm).run("a", 20, List.of(), 1, null);
    assertEquals(3, three.stream().distinct().count());
    assertEquals(one.get(0), three.get(0));
    assertEquals(21, three.get(2).length());
  }

  @Test
  void wrongNetsAreRefused() {
    Callable flat =
        new Callable() {
          @Override
          public String name() {
            return "flat";
          }

          @Override
          public Object call(Object[] positional, Map<String, Object> named) {
            return Tensor.of(memory, new float[5], 1, 5);
          }
        };
    Problem p =
        assertThrows(Problem.class, () -> sampler(flat, 0, GREEDY).run("a", 1, List.of(), 1, null));
    assertEquals(
        "a net to sample from gives a tensor [batch, time, tokens] for int [batch, time],"
            + " found a tensor of shape [1, 5] for [1, 1]",
        p.getMessage());
  }
}
