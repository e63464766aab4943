// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
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
    return OpenCall.at(a.text().text(), a.pieces(), offset)
        .flatMap(
            call ->
                Called.of(a, call.callee(), call.afterDot(), offset)
                    .map(called -> of(called, call)));
  }

  private static CallHelp of(Called called, OpenCall call) {
    Signature signature = called.signature();
    int active =
        call.writing() != null
            ? signature.indexOf(call.writing())
            : byPlace(signature, call.places() + call.named().size() + called.given());
    return new CallHelp(signature, called.documentation(), active);
  }

  private static int byPlace(Signature signature, int place) {
    List<Parameter> parameters = signature.parameters();
    return place < parameters.size() && !parameters.get(place).nameOnly() ? place : -1;
  }
}
