// SPDX-License-Identifier: Apache-2.0
/** Makes tensors and changes their shape. */
@NullMarked
package org.nnlang.builtin.tensor;

import org.jspecify.annotations.NullMarked;
