// SPDX-License-Identifier: Apache-2.0
/**
 * How the primitive ops run on the CPU: for each a {@link org.nnlang.lower.Lowering}, chosen in
 * {@link org.nnlang.lower.Lower} by a switch over the sealed {@link org.nnlang.op.Primitive}, so an
 * op without one does not compile. Knows ops and kernels, and nothing of plans.
 */
@NullMarked
package org.nnlang.lower;

import org.jspecify.annotations.NullMarked;
