// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Comparison;
import org.nnlang.value.Items;
import org.nnlang.value.None;
import org.nnlang.value.Texts;
import org.nnlang.value.TypeNames;

/** {@code find}. */
@AutoService(Builtin.class)
public final class Find implements Builtin {
  @Override
  public String signature() {
    return "find(x, item)";
  }

  @Override
  public String doc() {
    return "Where an item first stands in a list, or a part in a text, counted from 0; none where"
        + " it does not.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    Object item = arguments.get("item");
    if (x instanceof String text) {
      if (!(item instanceof String part)) {
        throw Problem.of(
            ErrorCode.TYPE, "only a string can be in a string, found " + TypeNames.found(item));
      }
      int at = Texts.find(text, part, 0);
      return at < 0 ? None.NONE : (Object) (long) text.codePointCount(0, at);
    }
    long at = 0;
    for (Object each : Items.list(session.engine(), x)) {
      Polls.sometimes();
      if (Comparison.equal(each, item)) {
        return at;
      }
      at++;
    }
    return None.NONE;
  }
}
