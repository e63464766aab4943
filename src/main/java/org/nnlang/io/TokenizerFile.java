// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import org.nnlang.tensor.Memory;

/** Tokenizers in files, as {@link TokenizerJson} describes them. */
public final class TokenizerFile {
  private TokenizerFile() {}

  public static AbstractTokenizer read(Disk disk, String path, Memory memory) {
    String text = disk.corpus(path);
    return Disk.reading(path, () -> TokenizerJson.parse(memory, text, disk.poll()));
  }

  public static void write(Disk disk, String path, AbstractTokenizer tokenizer) {
    disk.replace(path, tokenizer.json().getBytes(StandardCharsets.UTF_8));
  }
}
