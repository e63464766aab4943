// SPDX-License-Identifier: Apache-2.0
/**
 * The other side: PyTorch's C++ library, eager, driven through its Java presets. Runs in a process
 * without nn.
 */
package org.nnlang.bench.torch;
