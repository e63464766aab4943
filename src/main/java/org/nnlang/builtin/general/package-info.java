// SPDX-License-Identifier: Apache-2.0
/** Printing, types, options, time and what every script needs. */
@NullMarked
package org.nnlang.builtin.general;

import org.jspecify.annotations.NullMarked;
