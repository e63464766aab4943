// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.value.Show;

/**
 * Reads and writes files through an {@link Access}; what goes wrong is a {@link Problem}.
 *
 * @param poll called in every loop over what is read; what it throws ends the reading
 */
public record Disk(Access access, Runnable poll) {
  /** What a Java array holds at most, and more than a string of a script should. */
  private static final long LARGEST = 1L << 30;

  /** One whose reading nobody ends. */
  public Disk(Access access) {
    this(access, () -> {});
  }

  private static final int CHUNK = 1 << 20;

  /** Something done with a file. */
  @FunctionalInterface
  interface Reader<T> {
    T read(SeekableByteChannel channel) throws IOException;
  }

  /** The bytes of a file of at most 1 GiB. */
  public byte[] read(String path) {
    return with(
        path,
        channel -> {
          long size = channel.size();
          if (size > LARGEST) {
            throw tooLarge(size + " bytes");
          }
          Heap.need(size, "this file");
          ByteBuffer bytes = ByteBuffer.allocate((int) size);
          while (bytes.hasRemaining()) {
            poll.run();
            fill(channel, bytes.slice(bytes.position(), Math.min(CHUNK, bytes.remaining())), path);
            bytes.position(bytes.position() + Math.min(CHUNK, bytes.remaining()));
          }
          return rest(channel, bytes.array());
        });
  }

  /** What is there beyond the size a file was said to have: the system's own files have size 0. */
  private byte[] rest(SeekableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer more = ByteBuffer.allocate(1 << 13);
    if (channel.read(more) < 0) {
      return bytes;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    do {
      poll.run();
      all.write(more.array(), 0, more.position());
      if (all.size() > LARGEST) {
        throw tooLarge("more than " + LARGEST + " bytes");
      }
    } while (channel.read(more.clear()) >= 0);
    return all.toByteArray();
  }

  private static Problem tooLarge(String found) {
    return Problem.of(ErrorCode.LIMIT, "this file is too large to be read whole, " + found);
  }

  /**
   * The bytes of a file, unpacked where gzip packed them.
   *
   * @throws Problem {@code file} where gzip's part of it is broken, {@code limit} where it is too
   *     large unpacked
   */
  public byte[] content(String path) {
    byte[] bytes = read(path);
    if (!isPacked(bytes)) {
      return bytes;
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      return atMost(unpacked(), in, path);
    } catch (IOException e) {
      throw damagedGzip(path, e);
    }
  }

  /** More than this may not come out of a packed file: a few kilobytes can hold terabytes. */
  static long unpacked() {
    return Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 8);
  }

  static byte[] atMost(long limit, InputStream in, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (out.size() + n > limit) {
        throw Problem.of(
            ErrorCode.LIMIT,
            "more than %d MiB come out of this packed file: %s"
                .formatted(limit >> 20, Show.quoted(path)));
      }
      out.write(chunk, 0, n);
    }
    return out.toByteArray();
  }

  /** The same as {@link #text} of a file that gzip may have packed. */
  public String packedText(String path) {
    return decode(path, ByteBuffer.wrap(content(path)));
  }

  /** Something done with the characters of a file. */
  @FunctionalInterface
  interface LettersReader<T> {
    T read(Letters letters) throws IOException;
  }

  /** Reads a text in UTF-8 piece by piece, unpacked where gzip packed it. */
  <T> T letters(String path, LettersReader<T> reader) {
    return with(
        path,
        channel -> {
          InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
          in.mark(FileKind.LOOK);
          byte[] head = in.readNBytes(FileKind.LOOK);
          in.reset();
          if (!isPacked(head)) {
            FileKind.refuse(path, head);
            return readingMore(path, () -> reader.read(new Letters(in, poll)));
          }
          try (InputStream unpacked = new GZIPInputStream(in, 1 << 16)) {
            return readingMore(path, () -> reader.read(new Letters(unpacked, poll)));
          } catch (ZipException | EOFException e) {
            throw damagedGzip(path, e);
          }
        });
  }

  /**
   * Reads a text in UTF-8 that is not packed from a byte on, at which a character begins.
   *
   * @param size of the file, which must not have changed
   * @param piece how many bytes are read at a time
   */
  <T> T letters(String path, long from, long size, int piece, LettersReader<T> reader) {
    return with(
        path,
        channel -> {
          if (channel.size() != size) {
            throw changed(path, size, channel.size());
          }
          InputStream in = Channels.newInputStream(channel.position(from));
          return readingMore(path, () -> reader.read(new Letters(in, poll, piece, from)));
        });
  }

  /** How many bytes a file has. */
  long size(String path) {
    return with(path, SeekableByteChannel::size);
  }

  /** That a file which is read as it is needed is another one now. */
  static Problem changed(String path, long before, long now) {
    return Problem.of(
        ErrorCode.FILE,
        "the file has changed while it was in use, from %d bytes to %d: %s"
            .formatted(before, now, Show.quoted(path)));
  }

  /** Whether gzip has packed a file; a problem where it is of a kind that is no text. */
  boolean isPacked(String path) {
    return with(
        path,
        channel -> {
          ByteBuffer head = ByteBuffer.allocate((int) Math.min(channel.size(), FileKind.LOOK));
          fill(channel, head, path);
          if (!isPacked(head.array())) {
            FileKind.refuse(path, head.array());
          }
          return isPacked(head.array());
        });
  }

  private static boolean isPacked(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  private static Problem damagedGzip(String path, IOException e) {
    return Problem.of(ErrorCode.FILE, "this gzip file is cut off or damaged: " + Show.quoted(path))
        .causedBy(e);
  }

  /** Something made of a file's content. */
  @FunctionalInterface
  private interface Made<T> {
    T make() throws IOException;
  }

  /** What is made of a file's content; what is wrong with it is said to be in that file. */
  private static <T> T readingMore(String path, Made<T> made) throws IOException {
    try {
      return made.make();
    } catch (Problem p) {
      throw inFile(path, p);
    }
  }

  /** What is made of a file's content that was read; what is wrong is said to be in that file. */
  public static <T> T reading(String path, Supplier<T> made) {
    try {
      return made.get();
    } catch (Problem p) {
      throw inFile(path, p);
    }
  }

  static Problem inFile(String path, Problem p) {
    String note = "in the file " + Show.quoted(path);
    boolean said = p.notes().stream().anyMatch(n -> n.message().equals(note));
    return p.code() == ErrorCode.FILE && !said ? p.note(note) : p;
  }

  /** Whether there is a folder of this name. */
  public boolean isFolder(String path) {
    try {
      access.list(path);
      return true;
    } catch (IOException | SecurityException | InvalidPathException e) {
      return false;
    }
  }

  /** The names in a folder, sorted. */
  public List<String> list(String path) {
    try {
      return access.list(path);
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw problem("cannot look into", path, e);
    }
  }

  /**
   * The text of a UTF-8 file, without the mark of byte order that some editors put first.
   *
   * @throws Problem {@code file} where it cannot be read or is not UTF-8
   */
  public String text(String path) {
    return decode(path, ByteBuffer.wrap(read(path)));
  }

  /**
   * The same of a text to learn from: what is no such text, though it is UTF-8, is called what it
   * is.
   */
  public String corpus(String path) {
    byte[] bytes = read(path);
    FileKind.refuse(path, bytes);
    return decode(path, ByteBuffer.wrap(bytes));
  }

  /**
   * Why no file or folder can be made at a path; null where nothing is known against it. Nothing is
   * written.
   *
   * @param folder whether it is to be a folder
   */
  public @Nullable String unwritable(String path, boolean folder) {
    if (!folder && !path.isEmpty() && isFolder(path)) {
      return "it is a folder";
    }
    String at = folder ? path : parent(path);
    while (!at.isEmpty()) {
      if (isFolder(at)) {
        return access.isWritable(at) ? null : "the folder " + Show.quoted(at) + " is read-only";
      }
      if (exists(at)) {
        return Show.quoted(at) + " is a file and no folder";
      }
      at = parent(at);
    }
    return null;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Writes a file whole or not at all. */
  public void replace(String path, Access.Content content) {
    try {
      access.replace(path, out -> content.writeTo(new Asking(out, poll)));
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw problem("cannot write", path, e);
    }
  }

  /** Writes in pieces, and asks before each whether that is to end. */
  private static final class Asking extends FilterOutputStream {
    private static final int PIECE = 1 << 20;
    private final Runnable poll;

    Asking(OutputStream out, Runnable poll) {
      super(out);
      this.poll = poll;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      for (int done = 0; done < count; done += PIECE) {
        poll.run();
        out.write(bytes, from + done, Math.min(PIECE, count - done));
      }
    }
  }

  public void replace(String path, byte[] bytes) {
    replace(path, out -> out.write(bytes));
  }

  /** Adds to the end of a file. */
  public void append(String path, byte[] bytes) {
    try {
      access.append(path, bytes);
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw problem("cannot write", path, e);
    }
  }

  public boolean exists(String path) {
    try {
      return access.exists(path);
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw problem("cannot look at", path, e);
    }
  }

  <T> T with(String path, Reader<T> reader) {
    try (SeekableByteChannel channel = access.open(path)) {
      return reader.read(channel);
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw problem("cannot read", path, e);
    }
  }

  /** Reads until the buffer is full. */
  static void fill(SeekableByteChannel channel, ByteBuffer buffer, String path) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw Problem.of(
            ErrorCode.FILE,
            "the file became shorter while it was read, at byte "
                + channel.position()
                + " of "
                + Show.quoted(path));
      }
    }
  }

  private static String decode(String path, ByteBuffer bytes) {
    Heap.need(4L * bytes.remaining(), "this text");
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(bytes.remaining());
    CoderResult result = decoder.decode(bytes, out, true);
    if (result.isError()) {
      FileKind.refuse(path, bytes.array());
      int at = bytes.position();
      throw inFile(path, Letters.notText(at, bytes.get(at)));
    }
    out.flip();
    if (out.hasRemaining() && out.get(0) == '\ufeff') {
      out.get();
    }
    return out.toString();
  }

  private Problem problem(String failed, String path, Exception e) {
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      // whoever interrupted may want all of it to end
      poll.run();
    }
    String why =
        switch (e) {
          case NoSuchFileException missing -> "there is no such file or folder";
          case NotDirectoryException file -> "a part of the path is no folder";
          case AccessDeniedException denied -> "the system does not allow it";
          case ClosedByInterruptException ended -> "the thread was interrupted";
          case InvalidPathException text -> "this cannot be a path";
          case SecurityException denied -> Denied.why(denied);
          case FileSystemException other when other.getReason() != null -> reason(other);
          case IOException other when "Is a directory".equals(other.getMessage()) ->
              "it is a folder";
          case IOException other when "No space left on device".equals(other.getMessage()) ->
              "no space left on device";
          default -> "the system refused";
        };
    Problem problem = Problem.of(ErrorCode.FILE, failed + " " + Show.quoted(path) + ": " + why);
    return problem.hint(near(path, e).orElse(null)).causedBy(e);
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
  }

  private Optional<String> near(String path, Exception e) {
    if (!(e instanceof NoSuchFileException)) {
      return Optional.empty();
    }
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, slash + 1);
    try {
      List<String> names = access.list(folder);
      return Suggest.nearest(path.substring(slash + 1), names)
          .map(name -> "did you mean " + Show.quoted(folder + name) + "?");
    } catch (IOException | SecurityException unknown) {
      return Optional.empty();
    }
  }
}
