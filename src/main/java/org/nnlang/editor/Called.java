// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.check.Defined;
import org.nnlang.resolve.Symbol;
import org.nnlang.session.OpenCall;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;

/**
 * What a call calls.
 *
 * @param documentation as Markdown, may be empty
 * @param given how many of its parameters stand before a dot
 */
record Called(Signature signature, String documentation, int given) {
  /** Empty where it is not known what it takes. */
  static Optional<Called> at(Analysis a, int offset) {
    return OpenCall.at(a.text().text(), a.pieces(), offset)
        .flatMap(call -> of(a, call.callee(), call.afterDot(), offset));
  }

  /**
   * @param path names and indices, as in {@link OpenCall#callee}
   * @param afterDot whether something stands before a dot that the path may not have
   */
  static Optional<Called> of(Analysis a, List<String> path, boolean afterDot, int offset) {
    boolean whole = !afterDot || path.size() > 1;
    Called found = whole ? value(a.value(path, offset)) : null;
    Symbol symbol = a.names().scopeAt(offset).find(path.getLast());
    Signature own = symbol == null || found != null ? null : a.signature(symbol);
    if (symbol != null && own != null) {
      String comment = Hover.comment(symbol.definitions().getLast().code().span());
      found = new Called(own, comment, afterDot ? 1 : 0);
    }
    boolean named = symbol != null && !afterDot;
    return found != null || named
        ? Optional.ofNullable(found)
        : builtin(a.builtins(), path.getLast(), afterDot);
  }

  private static @Nullable Called value(@Nullable Object value) {
    if (!(value instanceof Callable c) || c.signature() == Signature.ANY) {
      return null;
    }
    String comment = c instanceof Defined d ? Hover.comment(d.code().span()) : "";
    return new Called(c.signature(), comment, 0);
  }

  private static Optional<Called> builtin(Builtins builtins, String name, boolean afterDot) {
    Signature signature = builtins.signature(name);
    Builtin builtin = builtins.find(name);
    return signature == null || builtin == null
        ? Optional.empty()
        : Optional.of(new Called(signature, Hover.paragraphs(builtin.doc()), afterDot ? 1 : 0));
  }
}
