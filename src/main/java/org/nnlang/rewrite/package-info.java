// SPDX-License-Identifier: Apache-2.0
/**
 * Rewrites of graphs, all in the list of {@link org.nnlang.rewrite.Rewrites}: rules that look at
 * each node as it is added, and passes over a whole function before the own backend plans it. Each
 * is a class that nothing else knows, and makes the same numbers in less time or memory. Knows ops
 * and how they are lowered, no plan and no script.
 */
@NullMarked
package org.nnlang.rewrite;

import org.jspecify.annotations.NullMarked;
