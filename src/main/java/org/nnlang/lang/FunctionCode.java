// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.RootCallTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Signature;

/**
 * The code of a function or of a model's body. Its frame's arguments are the environment, then a
 * value for each parameter, null where the default is to be taken.
 */
public record FunctionCode(String name, Signature signature, RootCallTarget target) {
  /**
   * The arguments in their places.
   *
   * @throws org.nnlang.source.Problem {@code argument}
   */
  public Object[] arrange(
      @Nullable Object environment, Object[] positional, Map<String, Object> named) {
    int count = signature.parameters().size();
    Object[] arguments = new Object[count + 1];
    arguments[0] = environment;
    if (named.isEmpty() && positional.length == count) {
      System.arraycopy(positional, 0, arguments, 1, count);
      return arguments;
    }
    signature.spread(positional, named, arguments, 1);
    return arguments;
  }
}
