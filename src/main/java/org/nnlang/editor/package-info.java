// SPDX-License-Identifier: Apache-2.0
/**
 * What an editor asks of a script that is being written: {@link org.nnlang.editor.Analysis} is what
 * is known of a text, whether or not all of it can be read; the others answer from it, by offsets
 * in the text. Knows no protocol, no terminal and nothing of running scripts.
 *
 * <p>A new question is a class of its own.
 */
@NullMarked
package org.nnlang.editor;

import org.jspecify.annotations.NullMarked;
