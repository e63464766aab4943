// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.nnlang.io.Access;

/** Files as far as the host allows them: all goes through {@link TruffleFile}. */
final class HostFiles implements Access {
  private static final int CHUNK = 1 << 20;

  private final Env env;

  HostFiles(Env env) {
    this.env = env;
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return file(path).newByteChannel(Set.of(StandardOpenOption.READ));
  }

  /** Written beside, forced to the disk, then moved over the old file in one step. */
  @Override
  public void replace(String path, Content content) throws IOException {
    TruffleFile target = file(path).getAbsoluteFile();
    TruffleFile folder = target.getParent();
    if (folder != null && !folder.exists()) {
      folder.createDirectories();
    }
    TruffleFile beside = target.resolveSibling("." + target.getName() + ".part");
    try {
      try (SeekableByteChannel channel =
              beside.newByteChannel(
                  Set.of(
                      StandardOpenOption.CREATE,
                      StandardOpenOption.TRUNCATE_EXISTING,
                      StandardOpenOption.WRITE,
                      StandardOpenOption.SYNC));
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK)) {
        content.writeTo(out);
      }
      beside.move(target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException | RuntimeException | Error e) {
      if (beside.exists()) {
        beside.delete();
      }
      throw e;
    }
  }

  /**
   * Has the new name on the disk too, not in the system's memory alone. Polyglot's channels cannot;
   * where the host's files are not those of the machine there is nothing to be done.
   */
  private static void force(TruffleFile folder) {
    try (FileChannel channel = FileChannel.open(Path.of(folder.getPath()))) {
      channel.force(true);
    } catch (IOException | InvalidPathException | SecurityException e) {
      // Windows cannot do it, and does not need it
    }
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    try (SeekableByteChannel channel =
        file(path).newByteChannel(Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  @Override
  public void delete(String path) throws IOException {
    file(path).delete();
  }

  @Override
  public boolean exists(String path) throws IOException {
    return file(path).exists();
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return file(folder).list().stream().map(TruffleFile::getName).sorted().toList();
  }

  private TruffleFile file(String path) {
    return path.isEmpty() ? env.getCurrentWorkingDirectory() : env.getPublicTruffleFile(path);
  }
}
