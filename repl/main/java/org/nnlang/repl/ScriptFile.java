// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;

/**
 * A script as it was found.
 *
 * @param path where it stands, null if it came in by a pipe or the command line
 */
record ScriptFile(SourceText source, Path path) {
  /** As a file's name: what comes in by a pipe. */
  static final String STANDARD_INPUT = "-";

  private static final char BYTE_ORDER_MARK = '\ufeff';

  /**
   * @param name as it was given
   * @throws Problem {@code usage} where there is no such file, {@code file} where it is no text
   */
  static ScriptFile read(String name, Path folder, InputStream standardInput) {
    if (name.equals(STANDARD_INPUT)) {
      return of("<stdin>", readAll(standardInput));
    }
    try {
      Path path = folder.resolve(name);
      if (Files.isDirectory(path)) {
        throw Messages.isFolder(name);
      }
      return new ScriptFile(new SourceText(name, decode(name, Files.readAllBytes(path))), path);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw Messages.noFile(name);
    } catch (IOException e) {
      throw Messages.cannotRead(name).causedBy(e);
    }
  }

  /** A script that is no file. */
  static ScriptFile of(String name, String text) {
    return new ScriptFile(new SourceText(name, text), null);
  }

  private static String readAll(InputStream in) {
    try {
      return decode("<stdin>", in.readAllBytes());
    } catch (IOException e) {
      throw Messages.cannotRead("<stdin>").causedBy(e);
    }
  }

  private static String decode(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw Messages.notText(name, line(bytes));
    }
  }

  /** The line of the first bytes that are no UTF-8. */
  private static long line(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int wrong = text.indexOf('\ufffd');
    return 1 + text.substring(0, Math.max(wrong, 0)).chars().filter(c -> c == '\n').count();
  }
}
