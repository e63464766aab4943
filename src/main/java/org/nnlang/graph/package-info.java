// SPDX-License-Identifier: Apache-2.0
/**
 * The typed graph a function becomes: nodes, types with symbolic sizes, reverse-mode autograd as a
 * graph transformation. Knows no single op, no script and nothing of how a plan runs. Ops are added
 * in {@code op}.
 */
package org.nnlang.graph;
