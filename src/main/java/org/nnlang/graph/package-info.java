// SPDX-License-Identifier: Apache-2.0
/**
 * The typed graph a function becomes: nodes, types with symbolic sizes, reverse-mode autograd as a
 * graph transformation. Knows no single op, no kernel and no script. Ops are added in {@code op};
 * how they run is said in {@code lower}.
 */
@NullMarked
package org.nnlang.graph;

import org.jspecify.annotations.NullMarked;
