// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import org.nnlang.tensor.Memory;

/** Tokenizers in files. */
public final class TokenizerFile {
  private TokenizerFile() {}

  public static Tokens read(Disk disk, String path, Memory memory) {
    String text = disk.corpus(path);
    return Disk.reading(path, () -> TokenizerJson.parse(memory, text));
  }
}
