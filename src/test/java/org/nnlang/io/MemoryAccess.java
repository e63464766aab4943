// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files that are nowhere but in memory, for tests. */
final class MemoryAccess implements Access {
  private final Map<String, byte[]> files = new HashMap<>();

  void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    if (!files.containsKey(path)) {
      throw new NoSuchFileException(path);
    }
    return new Channel(files.get(path));
  }

  @Override
  public void replace(String path, Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    files.put(path, out.toByteArray());
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    byte[] before = files.getOrDefault(path, new byte[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(before);
    out.write(bytes);
    files.put(path, out.toByteArray());
  }

  @Override
  public void delete(String path) {
    files.remove(path);
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path);
  }

  @Override
  public List<String> list(String folder) {
    return files.keySet().stream().sorted().toList();
  }

  private static final class Channel implements SeekableByteChannel {
    private final byte[] bytes;
    private int at;

    Channel(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer to) {
      if (at >= bytes.length) {
        return -1;
      }
      int count = Math.min(to.remaining(), bytes.length - at);
      to.put(bytes, at, count);
      at += count;
      return count;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return at;
    }

    @Override
    public SeekableByteChannel position(long position) {
      at = Math.toIntExact(position);
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
