// SPDX-License-Identifier: Apache-2.0
/**
 * Writes a script in the one style of nn: {@link org.nnlang.format.Formatter}. It has no options.
 *
 * <p>The script's words are printed again, none is added but commas and semicolons that mean
 * nothing are left out, so the tree stays what it was. Blank lines, comments and the places where
 * the writer broke a line stay; blanks, indentation and the alignment of comments are set, and what
 * is longer than a line is broken where its parts are joined most loosely.
 *
 * <p>{@code Pieces} prepares the words, {@code Breaks} decides where lines end, {@code Lines} puts
 * them together, {@code Spacing} says what stands between two words of a line. The package reads
 * {@code Script.lexemes} alone: it knows neither the tree nor what a name means.
 */
@NullMarked
package org.nnlang.format;

import org.jspecify.annotations.NullMarked;
