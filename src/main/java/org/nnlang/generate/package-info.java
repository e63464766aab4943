// SPDX-License-Identifier: Apache-2.0
/**
 * Text from trained models: {@link org.nnlang.generate.Choice} picks a token from what a net says
 * about the next one, {@link org.nnlang.generate.Sampler} does so again and again.
 *
 * <p>A net is anything that can be called with tokens; nothing is known of how it is built, nor of
 * scripts. Another way to pick (beams, penalties) belongs beside {@code Choice}.
 */
package org.nnlang.generate;
