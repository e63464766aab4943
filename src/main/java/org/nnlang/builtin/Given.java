// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import java.util.Objects;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Pair;
import org.nnlang.value.TypeNames;

/** What several functions ask of their arguments beyond a signature's words. */
public final class Given {
  private Given() {}

  /** A tensor that has been computed; within a traced function none has. */
  public static Tensor numbers(Object value) {
    if (value instanceof Tensor t) {
      return t;
    }
    throw Problem.of(
            ErrorCode.TYPE, "this needs a tensor with its numbers, found " + TypeNames.found(value))
        .hint("inside a model's forward or a loss, tensors are not computed yet");
  }

  /** The types of an example of what a net takes: a tensor, or a list of them. */
  public static List<Type> types(Object example) {
    List<?> given = example instanceof List<?> list ? list : List.of(example);
    return given.stream().map(t -> Type.of(numbers(t))).toList();
  }

  /** Whether a value is a list of tensors: inputs and targets, as {@code [x, y]}. */
  public static boolean isPair(Object value) {
    return Pair.of(value, Tensor.class) != null;
  }

  /** The tensors of a list that {@link #isPair}. */
  public static Pair<Tensor> pair(Object value) {
    return Objects.requireNonNull(Pair.of(value, Tensor.class));
  }

  /** That something else was given where a text, or one that stays in its file, is needed. */
  public static Problem noText(Object found) {
    return Problem.of(
        ErrorCode.TYPE, "a tokenizer is made of a text, found " + TypeNames.found(found));
  }
}
