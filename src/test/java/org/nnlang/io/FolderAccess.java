// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of one folder, for tests. */
public record FolderAccess(Path folder) implements Access {
  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return Files.newByteChannel(folder.resolve(path));
  }

  @Override
  public void replace(String path, Content content) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Path part = folder.resolve(path + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      content.writeTo(out);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    Files.write(folder.resolve(path), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(folder.resolve(path));
  }

  @Override
  public List<String> list(String path) throws IOException {
    try (Stream<Path> names = Files.list(folder.resolve(path))) {
      return names.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
