// SPDX-License-Identifier: Apache-2.0
/**
 * What training on many machines asks of whatever runs them: {@link org.nnlang.cluster.Machines},
 * which a module beside nn-core implements and is found by its name, gives {@link
 * org.nnlang.cluster.Workers}, who answer bytes with bytes. What is in these is known to {@code
 * train} alone, and how a worker comes to where a training is by a {@link
 * org.nnlang.cluster.ScriptCopy}.
 */
@NullMarked
package org.nnlang.cluster;

import org.jspecify.annotations.NullMarked;
