// SPDX-License-Identifier: Apache-2.0
/**
 * A net of tokens turned into a step that takes the new tokens only. {@link
 * org.nnlang.decode.Decoder} follows time from the tokens through the traced graph ({@link
 * org.nnlang.decode.Layouts}: how each primitive op acts along it), finds out what later places can
 * see of earlier ones, and builds the graph of a step ({@link org.nnlang.decode.StepBuilder}) that
 * carries this from run to run. {@link org.nnlang.decode.Whole} is for nets that see later places:
 * the whole text at once, filled up so that one plan serves many lengths.
 *
 * <p>Nothing here knows how tokens are chosen, nor layers or scripts. A new primitive op says in
 * {@code Layouts} how it acts along time, and in {@code StepBuilder} and {@code WholeBuilder} what
 * it becomes.
 */
@NullMarked
package org.nnlang.decode;

import org.jspecify.annotations.NullMarked;
