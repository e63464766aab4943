// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;

/**
 * A place where a name is read.
 *
 * @param scope of the code that reads it
 * @param symbol what it stands for; null where the script does not bind the name
 * @param call the call whose function it names; null where it is none
 * @param afterDot whether it is the {@code f} of {@code a.f(b)}, which {@code a} may have as well
 */
public record Use(
    String name,
    Span span,
    Scope scope,
    @Nullable Symbol symbol,
    Expr.@Nullable Call call,
    boolean afterDot) {

  /**
   * Whether it may mean what stands outside of the script, a builtin or a name of the host: where
   * nothing binds it, and where what does may not have come by yet.
   */
  public boolean mayBeOutside() {
    for (Scope at = scope; at != null; at = at.outer()) {
      Symbol own = at.own(name);
      if (own != null && own.isBoundAt(span.start())) {
        return false;
      }
    }
    return true;
  }
}
