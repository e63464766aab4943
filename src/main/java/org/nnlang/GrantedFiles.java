// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.nnlang.io.Denied;

/**
 * The files below some folders, and no others. A path is followed to where it really leads, links
 * and {@code ..} included, before it is looked at whether that is below a folder.
 */
final class GrantedFiles implements FileSystem {
  private final FileSystem all = FileSystem.newDefaultFileSystem();
  private final List<Path> folders;

  GrantedFiles(List<Path> folders) {
    this.folders = folders;
  }

  /** The same path, if it leads below a folder. */
  private Path granted(Path path) {
    Path real = real(path.toAbsolutePath(), 0);
    if (folders.stream().noneMatch(real::startsWith)) {
      throw denied();
    }
    return path;
  }

  /** The same for every path, so that nothing is told of what lies elsewhere. */
  private static Denied denied() {
    return new Denied("this context has access to other folders only");
  }

  /** Where a path leads; of what does not exist yet, where it would be. */
  private static Path real(Path path, int links) {
    if (links > 40) {
      throw denied();
    }
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      try {
        if (Files.isSymbolicLink(path)) {
          // to what is not there: writing would make it
          return real(path.resolveSibling(Files.readSymbolicLink(path)), links + 1);
        }
        if (path.getParent() == null) {
          return path;
        }
        Path parent = real(path.getParent(), links);
        return switch (path.getFileName().toString()) {
          case "." -> parent;
          case ".." -> parent.getParent() == null ? parent : parent.getParent();
          default -> parent.resolve(path.getFileName());
        };
      } catch (IOException f) {
        throw denied();
      }
    } catch (IOException e) {
      throw denied();
    }
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
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    all.checkAccess(granted(path), modes, options);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    all.createDirectory(granted(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    all.delete(granted(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return all.newByteChannel(granted(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return all.newDirectoryStream(granted(folder), filter);
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    all.copy(granted(from), granted(to), options);
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    all.move(granted(from), granted(to), options);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return all.toAbsolutePath(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return all.toRealPath(granted(path), options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return all.readAttributes(granted(path), attributes, options);
  }
}
