// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.Polls;
import org.nnlang.tensor.Memory;

/**
 * A token for each of the 256 bytes; text is taken as UTF-8. Decoding what is not UTF-8, as half a
 * character is, gives U+FFFD there.
 */
public final class Bytes extends AbstractTokenizer {
  public Bytes(Memory memory) {
    super(memory);
  }

  @Override
  public long size() {
    return 256;
  }

  @Override
  public long[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[] ids = new long[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      Polls.sometimes();
      ids[i] = bytes[i] & 0xff;
    }
    return ids;
  }

  @Override
  FileTokens encoded(TextFile file) {
    return new FileTokens(memory(), file, b -> b, null, 0, file.end() - file.start());
  }

  @Override
  public String decode(long... tokens) {
    byte[] bytes = new byte[tokens.length];
    for (int i = 0; i < bytes.length; i++) {
      Polls.sometimes();
      if (tokens[i] < 0 || tokens[i] > 255) {
        throw unknown(tokens[i]);
      }
      bytes[i] = (byte) tokens[i];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  String json() {
    List<byte[]> tokens = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      tokens.add(new byte[] {(byte) i});
    }
    return TokenizerJson.file(tokens, List.of(), false);
  }

  @Override
  public String show() {
    return "bytes()";
  }
}
