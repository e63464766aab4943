// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** {@code error}. */
@AutoService(Builtin.class)
public final class ErrorBuiltin implements Builtin {
  @Override
  public String signature() {
    return "error(message)";
  }

  @Override
  public String doc() {
    return "Ends the script with an error.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    throw Problem.of(ErrorCode.ERROR, Show.plain(arguments.get("message")));
  }
}
