// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;
import org.nnlang.value.Show;
import org.nnlang.value.Truth;

/** {@code assert}. */
@AutoService(Builtin.class)
public final class AssertBuiltin implements Builtin {
  @Override
  public String signature() {
    return "assert(condition, message = none)";
  }

  @Override
  public String doc() {
    return "Ends the script with an error where the condition is not true.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    if (!Truth.of(arguments.get("condition"), "what `assert` is given")) {
      boolean said = arguments.given("message");
      throw Problem.of(
          ErrorCode.ASSERT, said ? Show.plain(arguments.get("message")) : "this should be true");
    }
    return None.NONE;
  }
}
