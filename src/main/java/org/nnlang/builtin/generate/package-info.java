// SPDX-License-Identifier: Apache-2.0
/** Lets nets generate. */
@NullMarked
package org.nnlang.builtin.generate;

import org.jspecify.annotations.NullMarked;
