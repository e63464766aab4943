// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/** From the sign to the operator. */
final class Operators {
  private static final Map<String, BinaryOp> BINARY =
      Arrays.stream(BinaryOp.values())
          .collect(Collectors.toUnmodifiableMap(BinaryOp::symbol, Function.identity()));
  private static final Map<String, CompareOp> COMPARE =
      Arrays.stream(CompareOp.values())
          .collect(Collectors.toUnmodifiableMap(CompareOp::symbol, Function.identity()));

  private Operators() {}

  static BinaryOp binary(Token token) {
    return Objects.requireNonNull(BINARY.get(token.getText()));
  }

  static CompareOp compare(Token token) {
    return Objects.requireNonNull(COMPARE.get(token.getText()));
  }
}
