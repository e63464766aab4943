// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.nnlang.io.Access;

/** Files to read; what is written to them goes nowhere. */
record ReadFiles(Access files) implements Access {
  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return files.open(path);
  }

  @Override
  public void replace(String path, Content content) {}

  @Override
  public void append(String path, byte[] bytes) {}

  @Override
  public void delete(String path) {}

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(path);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return files.list(folder);
  }
}
