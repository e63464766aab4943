// SPDX-License-Identifier: Apache-2.0
/** Reads and cuts data. */
@NullMarked
package org.nnlang.builtin.data;

import org.jspecify.annotations.NullMarked;
