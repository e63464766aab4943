// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.HeapGuard;
import org.nnlang.value.Range;

/** {@code range}. */
@AutoService(Builtin.class)
public final class RangeBuiltin implements Pure {
  @Override
  public String signature() {
    return "range(from: integer, to: integer? = none, step: integer = 1)";
  }

  @Override
  public String doc() {
    return "The integers from 0, or `from`, up to and without `to`: range(3) is 0, 1, 2.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    boolean one = arguments.isNone("to");
    long from = one ? 0 : arguments.whole("from");
    long to = arguments.whole(one ? "from" : "to");
    long step = arguments.whole("step");
    if (step == 1) {
      return new Range(from, to);
    }
    if (step == 0) {
      throw Problem.of(ErrorCode.ARGUMENT, "`step` must not be 0");
    }
    if (step > 0 ? from >= to : from <= to) {
      return new ArrayList<Object>();
    }
    // both may be more than an integer holds, though not without a sign
    long span = step > 0 ? to - from : from - to;
    long count = Long.divideUnsigned(span - 1, Math.abs(step)) + 1;
    HeapGuard.forItems(count < 0 ? Long.MAX_VALUE : count);
    List<Object> out = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      out.add(from + i * step);
      session.step();
    }
    return out;
  }
}
