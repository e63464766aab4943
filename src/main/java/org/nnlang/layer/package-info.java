// SPDX-License-Identifier: Apache-2.0
/**
 * Layers, one file each, built from ops: {@link org.nnlang.layer.Linear} is the pattern. A layer
 * says in a signature what settings it takes, makes its weights, and writes what it does on graph
 * nodes; {@link org.nnlang.layer.Layer} is the instance a script holds.
 *
 * <p>To add one, write a class with {@code @AutoService(LayerKind.class)}; its name in scripts is
 * the class name in snake case, and nothing else is touched. Weights are named, laid out and
 * initialised as PyTorch's layer of that name has them.
 *
 * <p>Knows nothing of training and of how scripts call functions.
 */
@NullMarked
package org.nnlang.layer;

import org.jspecify.annotations.NullMarked;
