// SPDX-License-Identifier: Apache-2.0
/**
 * The backend that is always there. {@link org.nnlang.own.Planner} makes a {@code Plan} of a
 * function: {@code Grouping} fuses elementwise work and reductions into passes, {@code Placement}
 * gives every buffer its place once, {@code Emitter} writes the passes. Knows ops only by how they
 * are lowered. Nothing imports this package: the backend is found by its name. What rewrites the
 * graph before it is planned goes into the list of {@link org.nnlang.rewrite.Rewrites}.
 */
@NullMarked
package org.nnlang.own;

import org.jspecify.annotations.NullMarked;
