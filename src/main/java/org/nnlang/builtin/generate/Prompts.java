// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.builtin.Given;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.None;
import org.nnlang.value.TypeNames;

/** Prompts that are tokens and no text. */
final class Prompts {
  private Prompts() {}

  /**
   * The tokens before each of {@code count} lines.
   *
   * @param prompt a token, a list or tensor of tokens for all, or a tensor with a row for each; 0
   *     where it is {@code none}
   */
  static List<long[]> of(Object prompt, int count) {
    return switch (prompt) {
      case None n -> Collections.nCopies(count, new long[] {0});
      case Long token -> same(new long[] {token}, count);
      case List<?> list -> same(list(list), count);
      case TensorLike t -> rows(Given.numbers(t), count);
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "without a tokenizer `prompt` is tokens, found " + TypeNames.found(prompt))
              .hint("a token, a list of them, or an int tensor [time] or [count, time]");
    };
  }

  private static List<long[]> same(long[] ids, int count) {
    if (ids.length == 0) {
      throw Problem.of(
          ErrorCode.VALUE, "`prompt` must have at least one token for the net to go on from");
    }
    for (long id : ids) {
      if (id < 0) {
        throw Problem.of(ErrorCode.VALUE, "a token in `prompt` is 0 or more, found " + id);
      }
    }
    return Collections.nCopies(count, ids);
  }

  private static long[] list(List<?> list) {
    long[] ids = new long[list.size()];
    for (int i = 0; i < ids.length; i++) {
      if (!(list.get(i) instanceof Long id)) {
        throw Problem.of(
            ErrorCode.TYPE, "a token is an integer, found " + TypeNames.found(list.get(i)));
      }
      ids[i] = id;
    }
    return ids;
  }

  private static List<long[]> rows(Tensor t, int count) {
    boolean fits = t.rank() == 1 || t.rank() == 2 && t.dim(0) == count;
    if (t.dtype() != DType.INT || !fits) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "`prompt` is an int tensor [time], or [count, time] where `count` is "
              + (count + ", found " + t));
    }
    if (t.rank() == 1) {
      return same(t.toLongs(), count);
    }
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.addAll(same(t.rows(i, i + 1).toLongs(), 1));
    }
    return rows;
  }
}
