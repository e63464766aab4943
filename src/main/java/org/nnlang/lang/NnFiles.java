// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Knows scripts by their ending. */
public final class NnFiles implements TruffleFile.FileTypeDetector {
  @Override
  public @Nullable String findMimeType(TruffleFile file) {
    String name = file.getName();
    return name != null && name.endsWith(".nn") ? NnLanguage.MIME_TYPE : null;
  }

  @Override
  public @Nullable Charset findEncoding(TruffleFile file) {
    return findMimeType(file) == null ? null : StandardCharsets.UTF_8;
  }
}
