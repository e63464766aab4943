// SPDX-License-Identifier: Apache-2.0
/** Reads and writes files. */
@NullMarked
package org.nnlang.builtin.file;

import org.jspecify.annotations.NullMarked;
