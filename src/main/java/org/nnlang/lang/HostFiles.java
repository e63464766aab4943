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
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.nnlang.io.Access;

/** Files as far as the host allows them: all goes through {@link TruffleFile}. */
final class HostFiles implements Access {
  private static final int CHUNK = 1 << 20;

  private final Env env;
  private final BooleanSupplier ofTheMachine;

  /**
   * @param ofTheMachine whether the files are known to be those of this machine, as they are for
   *     nn's own command line: a host may have others, under the same names
   */
  HostFiles(Env env, BooleanSupplier ofTheMachine) {
    this.env = env;
    this.ofTheMachine = ofTheMachine;
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return ordinary(path).newByteChannel(Set.of(StandardOpenOption.READ));
  }

  /**
   * A file, unless it is one that may never end or answer: opening a pipe waits for whoever is to
   * write into it, and nothing could end that.
   */
  private TruffleFile ordinary(String path) throws IOException {
    TruffleFile file = file(path);
    if (file.exists() && !file.isRegularFile() && !file.isDirectory()) {
      throw new FileSystemException(path, null, "it is a pipe or a device, not a file");
    }
    return file;
  }

  /** Written beside, forced to the disk, then moved over the old file in one step. */
  @Override
  public void replace(String path, Content content) throws IOException {
    TruffleFile target = ordinary(path).getAbsoluteFile();
    TruffleFile folder = target.getParent();
    if (folder != null && !folder.exists()) {
      folder.createDirectories();
    }
    // of a name of its own: two may write to one path at the same time
    TruffleFile beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      try (SeekableByteChannel channel =
              beside.newByteChannel(
                  Set.of(
                      StandardOpenOption.CREATE_NEW,
                      StandardOpenOption.WRITE,
                      StandardOpenOption.SYNC));
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK)) {
        content.writeTo(out);
      }
      move(beside, target);
    } catch (IOException | RuntimeException | Error e) {
      if (beside.exists()) {
        beside.delete();
      }
      throw e;
    }
    if (ofTheMachine.getAsBoolean()) {
      force(folder);
    }
  }

  private static void move(TruffleFile from, TruffleFile to) throws IOException {
    try {
      from.move(to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException | UnsupportedOperationException hosts) {
      // a host's own file system need not know it
      from.move(to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Has the new name on the disk too, not in the system's memory alone, which Polyglot's channels
   * cannot.
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
        ordinary(path)
            .newByteChannel(Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
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
  public boolean isFolder(String path) {
    return file(path).isDirectory();
  }

  @Override
  public boolean isWritable(String folder) {
    return file(folder).isWritable();
  }

  @Override
  public List<String> list(String folder) throws IOException {
    TruffleFile file = file(folder);
    if (file.exists() && !file.isDirectory()) {
      // of a pipe the system would wait for whoever writes into it
      throw new NotDirectoryException(folder);
    }
    return file.list().stream().map(TruffleFile::getName).sorted().toList();
  }

  private TruffleFile file(String path) {
    return path.isEmpty() ? env.getCurrentWorkingDirectory() : env.getPublicTruffleFile(path);
  }
}
