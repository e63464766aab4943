// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens from trained nets, and how probable nets find them. {@link org.nnlang.generate.NextLogits}
 * is what is asked of a net. {@link org.nnlang.generate.CachedNet} answers by steps of a {@link
 * org.nnlang.decode.Decoder}, {@link org.nnlang.generate.WholeNet} and {@link
 * org.nnlang.generate.TokenNet} by computing whole lines anew, by one plan for many lengths or one
 * for each; {@link org.nnlang.generate.Sampler} adds to lines what {@link
 * org.nnlang.generate.Choice} picks, {@link org.nnlang.generate.Beam} searches, {@link
 * org.nnlang.generate.Scores} measures.
 *
 * <p>A net is anything that can be called with tokens; nothing is known of how it is built, nor of
 * scripts. Another way to pick belongs into {@code Choice}, another way to compute logits beside
 * {@code TokenNet}.
 */
@NullMarked
package org.nnlang.generate;

import org.jspecify.annotations.NullMarked;
