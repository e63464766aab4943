// SPDX-License-Identifier: Apache-2.0
/**
 * What comes from files and goes into them: text, tables, pictures, sound, arrays, tokens, weights.
 *
 * <p>All of it goes through an {@link org.nnlang.io.Access}, which whoever runs the script hands in
 * and may refuse: nothing here opens a file by itself, and {@code java.nio.file.Files} is not used.
 * {@link org.nnlang.io.Disk} turns what goes wrong with files into problems a script's reader
 * understands. Knows nothing of the interpreter. A new format is a class that reads from a {@code
 * Disk} (through {@link org.nnlang.io.ByteReader}, where it is of bytes) and joins MalformedTest; a
 * new tokenizer extends {@link org.nnlang.io.AbstractTokenizer}.
 */
@NullMarked
package org.nnlang.io;

import org.jspecify.annotations.NullMarked;
