// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.Collection;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;

/** What this stage says. */
final class Messages {
  private Messages() {}

  static Problem unknownName(String name, Collection<String> candidates) {
    if (name.equals("forward")) {
      return Problem.of(ErrorCode.UNKNOWN_NAME, "there is no `forward` here to call")
          .hint(
              "the functions of a model call its `forward`; to say what a model does, write"
                  + " `forward(x) = …` in its body");
    }
    return Problem.of(ErrorCode.UNKNOWN_NAME, "nothing is called `" + name + "`")
        .hint(
            Suggest.nearest(name, candidates)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(null));
  }
}
