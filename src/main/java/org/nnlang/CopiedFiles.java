// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;
import org.nnlang.io.Denied;

/**
 * The files of a script that was copied to this machine: relative paths begin where they began
 * there, imported files are those that came along, all others are this machine's, and nothing is
 * written.
 */
final class CopiedFiles implements FileSystem {
  private final FileSystem all = FileSystem.newDefaultFileSystem();
  private final Path folder;
  private final Map<Path, byte[]> imports = new HashMap<>();

  CopiedFiles(Path folder, Map<String, String> imports) {
    this.folder = folder;
    imports.forEach(
        (path, text) -> this.imports.put(Path.of(path), text.getBytes(StandardCharsets.UTF_8)));
  }

  private byte @Nullable [] copied(Path path) {
    return imports.get(toAbsolutePath(path).normalize());
  }

  @Override
  public Path parsePath(URI uri) {
    return all.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return all.parsePath(path);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return folder.resolve(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return copied(path) == null
        ? all.toRealPath(toAbsolutePath(path), options)
        : toAbsolutePath(path).normalize();
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw readOnly();
    }
    if (copied(path) == null) {
      all.checkAccess(toAbsolutePath(path), modes, options);
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.stream().anyMatch(o -> o != StandardOpenOption.READ)) {
      throw readOnly();
    }
    byte[] copy = copied(path);
    return copy != null
        ? new Bytes(ByteBuffer.wrap(copy))
        : all.newByteChannel(toAbsolutePath(path), options, attributes);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    byte[] copy = copied(path);
    return copy != null
        ? Map.of("isRegularFile", true, "isDirectory", false, "size", (long) copy.length)
        : all.readAttributes(toAbsolutePath(path), names, options);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return all.newDirectoryStream(toAbsolutePath(dir), filter);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) {
    throw readOnly();
  }

  @Override
  public void delete(Path path) {
    throw readOnly();
  }

  private static Denied readOnly() {
    return new Denied("a machine of a cluster writes no files");
  }

  /** A file in memory. */
  private static final class Bytes implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private boolean open = true;

    Bytes(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer to) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(to.remaining(), bytes.remaining());
      to.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long place) {
      bytes.position((int) Math.min(place, bytes.limit()));
      return this;
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
