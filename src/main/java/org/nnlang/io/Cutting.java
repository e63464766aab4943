// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/**
 * How text is cut before its pieces are looked up: the part {@code pre_tokenizer} of a tokenizer
 * file, one step after the other.
 */
final class Cutting {
  /** What is done with a match, by the names of the files. */
  private enum Behavior {
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous
  }

  private static final String PUNCTUATION = "[!-/:-@\\[-`{-~\\p{P}]";

  /** A step that makes more pieces of one. */
  private interface Step {
    /**
     * @param first whether the text begins with this piece
     */
    void cut(String piece, boolean first, Consumer<String> out);
  }

  private final List<Step> steps = new ArrayList<>();
  private final Runnable poll;
  private boolean bytes;

  private Cutting(Runnable poll) {
    this.poll = poll;
  }

  /** The steps of a file. */
  static Cutting of(@Nullable Object json, Runnable poll) {
    Cutting cutting = new Cutting(poll);
    if (json != null && json != None.NONE) {
      cutting.add(TokenizerJson.fields(json, "`pre_tokenizer`"));
    }
    return cutting;
  }

  /** Whether the pieces are taken as bytes, as the step ByteLevel says. */
  boolean isOfBytes() {
    return bytes;
  }

  /** As GPT-2 cuts. */
  static Cutting ofGpt2(Runnable poll) {
    Cutting cutting = new Cutting(poll);
    cutting.split(new SafePattern(Bpe.WORDS, poll), Behavior.Isolated, false);
    cutting.bytes = true;
    return cutting;
  }

  /**
   * Tells the pieces of a part of a text, in order; none is empty.
   *
   * @param first whether the text begins with it
   */
  void pieces(String text, boolean first, Consumer<String> out) {
    if (!text.isEmpty()) {
      pieces(0, text, first, out);
    }
  }

  private void pieces(int step, String piece, boolean first, Consumer<String> out) {
    if (step == steps.size()) {
      out.accept(piece);
      return;
    }
    boolean[] still = {first};
    steps
        .get(step)
        .cut(
            piece,
            first,
            part -> {
              pieces(step + 1, part, still[0], out);
              still[0] = false;
            });
  }

  private void add(Record step) {
    Object type = step.get("type");
    if (bytes) {
      // what comes after sees letters that stand for bytes
      throw TokenizerJson.unknown("pre_tokenizer after ByteLevel", step);
    }
    switch (type instanceof String s ? s : "") {
      case "Sequence" -> {
        if (!(step.get("pretokenizers") instanceof List<?> list)) {
          throw TokenizerJson.wrong("a list in `pretokenizers`");
        }
        list.forEach(s -> add(TokenizerJson.fields(s, "a pre_tokenizer")));
      }
      case "ByteLevel" -> {
        if (Boolean.TRUE.equals(step.get("add_prefix_space"))) {
          steps.add((piece, first, out) -> out.accept(piece.startsWith(" ") ? piece : " " + piece));
        }
        if (!Boolean.FALSE.equals(step.get("use_regex"))) {
          split(new SafePattern(Bpe.WORDS, poll), Behavior.Isolated, false);
        }
        bytes = true;
      }
      case "Split" ->
          split(
              pattern(step.get("pattern")),
              behavior(step.get("behavior"), step),
              Boolean.TRUE.equals(step.get("invert")));
      case "Digits" ->
          split(
              SafePattern.of("\\p{N}", poll),
              Boolean.TRUE.equals(step.get("individual_digits"))
                  ? Behavior.Isolated
                  : Behavior.Contiguous,
              false);
      case "Whitespace" -> split(SafePattern.of("\\w+|[^\\w\\s]+", poll), Behavior.Removed, true);
      case "WhitespaceSplit" -> split(SafePattern.of("\\s", poll), Behavior.Removed, false);
      case "Punctuation" ->
          split(
              SafePattern.of(PUNCTUATION, poll),
              behavior(step.getOrDefault("behavior", "Isolated"), step),
              false);
      case "BertPreTokenizer" -> {
        split(SafePattern.of("\\s", poll), Behavior.Removed, false);
        split(SafePattern.of(PUNCTUATION, poll), Behavior.Isolated, false);
      }
      case "Metaspace" -> {
        Metaspace space = Metaspace.of(step);
        steps.add((piece, first, out) -> out.accept(space.marked(piece, first)));
        if (space.splits()) {
          Pattern mark = Pattern.compile(Pattern.quote(space.mark()));
          split(new SafePattern(mark, poll), Behavior.MergedWithNext, false);
        }
      }
      default -> throw TokenizerJson.unknown("pre_tokenizer", step);
    }
  }

  private static Behavior behavior(@Nullable Object word, Record step) {
    for (Behavior b : Behavior.values()) {
      if (b.name().equals(word)) {
        return b;
      }
    }
    throw TokenizerJson.unknown("pre_tokenizer", step);
  }

  private SafePattern pattern(@Nullable Object json) {
    if (json instanceof Record r && r.get("Regex") instanceof String regex) {
      return SafePattern.of(regex, poll);
    }
    if (json instanceof Record r && r.get("String") instanceof String text && !text.isEmpty()) {
      return new SafePattern(Pattern.compile(Pattern.quote(text)), poll);
    }
    throw TokenizerJson.wrong("a pattern in `pre_tokenizer`");
  }

  private void split(SafePattern pattern, Behavior behavior, boolean invert) {
    boolean whole = behavior == Behavior.Isolated || behavior == Behavior.Removed;
    steps.add(
        (piece, first, out) -> {
          List<Part> parts = new ArrayList<>();
          int[] at = {0};
          Consumer<Part> to =
              whole
                  ? p -> {
                    if (behavior == Behavior.Isolated || !p.match) {
                      out.accept(piece.substring(p.start, p.end));
                    }
                  }
                  : parts::add;
          pattern.in(
              piece,
              (start, end) -> {
                part(to, at[0], start, invert);
                part(to, start, end, !invert);
                at[0] = end;
              });
          part(to, at[0], piece.length(), invert);
          joined(parts, behavior).forEach(p -> out.accept(piece.substring(p.start, p.end)));
        });
  }

  /** A part of a piece, and whether the pattern takes it. */
  private record Part(int start, int end, boolean match) {}

  private static void part(Consumer<Part> to, int start, int end, boolean match) {
    if (end > start) {
      to.accept(new Part(start, end, match));
    }
  }

  /** Parts put together as a file says: a match with its neighbour, or equals. */
  private static List<Part> joined(List<Part> parts, Behavior behavior) {
    boolean back = behavior == Behavior.MergedWithNext;
    List<Part> joined = new ArrayList<>();
    boolean before = false;
    for (Part p : back ? parts.reversed() : parts) {
      boolean join =
          !joined.isEmpty()
              && (behavior == Behavior.Contiguous ? p.match == before : p.match && !before);
      if (join) {
        Part last = joined.removeLast();
        joined.add(new Part(Math.min(p.start, last.start), Math.max(p.end, last.end), last.match));
      } else {
        joined.add(p);
      }
      before = p.match;
    }
    return back ? joined.reversed() : joined;
  }
}
