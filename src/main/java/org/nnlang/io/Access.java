// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * The files a script may touch. The interpreter implements it over what the host allows.
 *
 * <p>Paths are as a script writes them, relative to the folder nn was started in. Methods throw
 * what {@code java.nio.file} throws, {@link SecurityException} where the host does not allow it.
 */
public interface Access {
  /** Opens a file for reading. */
  SeekableByteChannel open(String path) throws IOException;

  /**
   * Writes a file whole or not at all: after a crash at any point there is the old content or the
   * new one. Folders on the way are made.
   */
  void replace(String path, Content content) throws IOException;

  /** Adds to the end of a file, which is made if there is none. */
  void append(String path, byte[] bytes) throws IOException;

  /** Removes a file. */
  void delete(String path) throws IOException;

  /** Whether there is a file or folder of this name. */
  boolean exists(String path) throws IOException;

  /** Whether it is a folder; false where that is not known. */
  default boolean isFolder(String path) {
    return false;
  }

  /** Whether files can be made in a folder; true where that is not known. */
  default boolean isWritable(String folder) {
    return true;
  }

  /** The names in a folder, sorted; {@code ""} is the folder nn was started in. */
  List<String> list(String folder) throws IOException;

  /** Writes what a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
