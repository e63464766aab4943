// SPDX-License-Identifier: Apache-2.0
/**
 * What runs: one node for each kind of expression and statement, made by {@link
 * org.nnlang.lang.Translator}. Nodes do the common case on integers and floats themselves and leave
 * the rest to {@code org.nnlang.value}; they add to a problem the place where it happened.
 */
@NullMarked
package org.nnlang.lang.node;

import org.jspecify.annotations.NullMarked;
