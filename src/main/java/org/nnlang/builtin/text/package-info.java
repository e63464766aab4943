// SPDX-License-Identifier: Apache-2.0
/** Texts. */
@NullMarked
package org.nnlang.builtin.text;

import org.jspecify.annotations.NullMarked;
