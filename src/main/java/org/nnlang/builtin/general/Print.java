// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.stream.Collectors;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;
import org.nnlang.value.Show;

/** {@code print}. */
@AutoService(Builtin.class)
public final class Print implements Builtin {
  @Override
  public String signature() {
    return "print(values..., *, sep: string = \" \", end: string = \"\\n\")";
  }

  @Override
  public String doc() {
    return "Writes its arguments to standard output, `sep` between them and `end` after the last.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    String line =
        arguments.list("values").stream()
            .map(Show::plain)
            .collect(Collectors.joining(arguments.string("sep")));
    session.out().print(line + arguments.string("end"));
    session.out().flush();
    return None.NONE;
  }
}
