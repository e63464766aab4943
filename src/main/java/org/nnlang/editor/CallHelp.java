// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
import org.nnlang.builtin.Builtin;
import org.nnlang.session.OpenCall;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * What the call takes whose arguments are being written.
 *
 * @param documentation as Markdown, may be empty
 * @param active which of the parameters is next, -1 where that is not known
 */
public record CallHelp(Signature signature, String documentation, int active) {
  /** Empty where no call is open, or nothing is known of it. */
  public static Optional<CallHelp> at(Analysis a, int offset) {
    return OpenCall.at(a.text().text(), a.pieces(), offset).flatMap(call -> of(a, call, offset));
  }

  private static Optional<CallHelp> of(Analysis a, OpenCall call, int offset) {
    Signature signature = a.signature(call.function(), offset);
    if (signature == null) {
      return Optional.empty();
    }
    Builtin builtin = a.builtins().find(call.function());
    boolean own = a.names().scopeAt(offset).find(call.function()) != null;
    String doc = builtin == null || own ? "" : Hover.paragraphs(builtin.doc());
    int first = call.afterDot() && !own ? 1 : 0;
    int active =
        call.writing() != null
            ? signature.indexOf(call.writing())
            : byPlace(signature, call.places() + call.named().size() + first);
    return Optional.of(new CallHelp(signature, doc, active));
  }

  private static int byPlace(Signature signature, int place) {
    List<Parameter> parameters = signature.parameters();
    return place < parameters.size() && !parameters.get(place).nameOnly() ? place : -1;
  }
}
