// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.nnlang.source.Diagnostic;

/**
 * What came of reading a text.
 *
 * @param script with those of its statements that are right
 * @param errors ten at most: for words, brackets or strings that are wrong, else one for each
 *     statement of the script that is
 * @param incomplete whether the text is the beginning of a script that needs more lines: a bracket
 *     or a string of several lines is open, or the last line ends in an operator or a keyword that
 *     something follows
 */
public record Reading(Script script, List<Diagnostic> errors, boolean incomplete) {
  public Reading {
    errors = List.copyOf(errors);
  }
}
