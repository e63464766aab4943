// SPDX-License-Identifier: Apache-2.0
/** Tokenizers: texts as numbers and back. */
package org.nnlang.builtin.tokenizer;
