// SPDX-License-Identifier: Apache-2.0
/** First weights of layers. */
@NullMarked
package org.nnlang.builtin.init;

import org.jspecify.annotations.NullMarked;
