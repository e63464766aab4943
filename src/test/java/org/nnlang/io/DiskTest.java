// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

class DiskTest {
  @TempDir Path folder;

  private Disk disk() {
    return new Disk(new FolderAccess(folder));
  }

  private Problem reading(String path) {
    return assertThrows(Problem.class, () -> disk().text(path));
  }

  @Test
  void textIsUtf8WithoutAByteOrderMark() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "\ufeffaé漢🙂\r\n");
    assertEquals("aé漢🙂\r\n", disk().text("a.txt"));
  }

  /** Whoever interrupts a thread ends what it does, and is not told that the system refused. */
  @Test
  void anInterruptInFileWorkEndsIt() {
    Access interrupted =
        (Access)
            Proxy.newProxyInstance(
                Access.class.getClassLoader(),
                new Class<?>[] {Access.class},
                (proxy, method, arguments) -> {
                  throw new ClosedByInterruptException();
                });
    var disk =
        new Disk(
            interrupted,
            () -> {
              throw new CancellationException();
            });
    Stream.<Executable>of(
            () -> disk.read("a"),
            () -> disk.text("a"),
            () -> disk.replace("a", new byte[1]),
            () -> disk.append("a", new byte[1]),
            () -> disk.exists("a"),
            () -> disk.list("a"))
        .forEach(work -> assertThrows(CancellationException.class, work));
  }

  @Test
  void aMissingFileNamesANearOne() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/shakespeare.txt"), "x");
    Problem p = reading("data/shakespear.txt");
    assertEquals(ErrorCode.FILE, p.code());
    assertEquals(
        "cannot read \"data/shakespear.txt\": there is no such file or folder", p.getMessage());
    assertEquals("did you mean \"data/shakespeare.txt\"?", p.hint());
    assertEquals(null, reading("nowhere/at/all.txt").hint());
  }

  @Test
  void malformedBytesAreNamed() throws IOException {
    byte[] bytes = "añb".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("latin1.txt"), bytes);
    assertEquals(
        "this file is not UTF-8 text: byte 1 is 0xf1, which cannot stand there",
        reading("latin1.txt").getMessage());
    Files.write(folder.resolve("cut.txt"), new byte[] {'a', 'b', (byte) 0xe6, (byte) 0xbc});
    assertEquals(
        "this file is not UTF-8 text: byte 2 is 0xe6, which cannot stand there",
        reading("cut.txt").getMessage());
  }
}
