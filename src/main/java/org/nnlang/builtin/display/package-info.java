// SPDX-License-Identifier: Apache-2.0
/** Draws charts and pictures and plays sound. */
@NullMarked
package org.nnlang.builtin.display;

import org.jspecify.annotations.NullMarked;
