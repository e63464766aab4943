// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.HasItems;
import org.nnlang.value.Range;
import org.nnlang.value.Record;
import org.nnlang.value.TensorMembers;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** {@code len}. */
@AutoService(Builtin.class)
public final class Len implements Pure {
  @Override
  public String signature() {
    return "len(x)";
  }

  @Override
  public String doc() {
    return "The number of items of a list, range or data set, of characters of a string, of fields"
        + " of a record, of entries of a tensor's first axis.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    return switch (x) {
      case List<?> list -> (long) list.size();
      case String text -> (long) text.codePointCount(0, text.length());
      case Record fields -> (long) fields.size();
      case Range range -> range.size();
      case TensorLike t when t.rank() > 0 -> TensorMembers.shape(t).get(0);
      case Dataset data -> data.size();
      case HasItems items -> (long) items.items().size();
      default -> throw Problem.of(ErrorCode.TYPE, "this has no length: " + TypeNames.found(x));
    };
  }

  /** Known from the tensor's shape alone. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    return arguments.get("x") == Unknown.UNKNOWN ? Unknown.UNKNOWN : call(arguments, session);
  }
}
