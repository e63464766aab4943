// SPDX-License-Identifier: Apache-2.0
/** Makes tensors and changes their shape. */
package org.nnlang.builtin.tensor;
