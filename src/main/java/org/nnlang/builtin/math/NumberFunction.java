// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** A function of one number, which works on lists and tensors element by element. */
public abstract class NumberFunction implements Pure {
  protected abstract double of(double x);

  protected abstract Node of(Node x);

  /** Of a float. */
  protected Object number(double x) {
    return of(x);
  }

  /** Of an integer. */
  protected Object whole(long x) {
    return of((double) x);
  }

  /** That {@code x} has no such value. */
  protected final Problem outside(double x) {
    return Problem.of(
        ErrorCode.ARITHMETIC,
        "`" + signature().replaceAll("\\(.*", "") + "` has no value at " + Show.number(x));
  }

  @Override
  public final Object call(Arguments arguments, Session session) {
    return of(arguments.get("x"), session);
  }

  private Object of(Object x, Session session) {
    return switch (x) {
      case Long n -> whole(n);
      case Double d -> number(d);
      case Size s -> throw new Undecided();
      case TensorLike t -> session.engine().apply(this, List.of(t), n -> of(n.get(0)));
      case List<?> list -> {
        List<Object> out = new ArrayList<>();
        list.forEach(item -> out.add(of(item, session)));
        yield out;
      }
      default -> throw Problem.of(ErrorCode.TYPE, "this is no number: " + TypeNames.found(x));
    };
  }
}
