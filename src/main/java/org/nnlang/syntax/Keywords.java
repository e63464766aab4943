// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.syntax.antlr.NnLexer;

/** The words that cannot be names. */
public final class Keywords {
  /** All of them, in the order of the language reference. */
  public static final List<String> ALL =
      IntStream.rangeClosed(NnLexer.MODEL, NnLexer.AS)
          .mapToObj(type -> NnLexer.VOCABULARY.getLiteralName(type).replace("'", ""))
          .toList();

  private Keywords() {}
}
