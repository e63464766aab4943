// SPDX-License-Identifier: Apache-2.0
/** Tokenizers: texts as numbers and back. */
@NullMarked
package org.nnlang.builtin.tokenizer;

import org.jspecify.annotations.NullMarked;
