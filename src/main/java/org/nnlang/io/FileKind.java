// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/**
 * Kinds of file that are met where another was expected, by how they begin: so that they are called
 * what they are. The first that fits is it.
 */
enum FileKind {
  LFS(
      "a pointer of Git LFS, not the file itself",
      "`git lfs pull` in that repository fetches the file",
      begins("version https://git-lfs.github.com/")),
  WEB_PAGE(
      "a web page",
      "download the file itself: pages that show one have a link `raw` or `download`",
      FileKind::isPage),
  TORCH(
      "a file of PyTorch's, a zip with a pickle in it, which could run anything when it is read",
      "safetensors.torch.save_file writes what `load` reads",
      s -> s.startsWith("PK\3\4") && s.contains("/data.pkl")),
  EXCEL(
      "a spreadsheet or document of Office",
      "save it as CSV",
      s ->
          s.startsWith("PK\3\4") && s.contains("[Content_Types].xml")
              || s.startsWith("\u00d0\u00cf\u0011\u00e0")),
  ZIP("a zip archive", "unpack it first", begins("PK\3\4", "PK\5\6")),
  GZIP("packed by gzip", "unpack it first, with: gunzip", begins("\u001f\u008b")),
  XZ("packed by xz", "unpack it first, with: unxz", begins("\u00fd7zXZ\0")),
  BZIP2(
      "packed by bzip2", "unpack it first, with: bunzip2", s -> s.matches("(?s)BZh[1-9]1AY&SY.*")),
  ZSTD("packed by zstd", "unpack it first, with: unzstd", begins("(\u00b5/\u00fd")),
  PICKLE(
      "a pickle of Python's, which could run anything when it is read",
      "write it in another format, such as numpy.save or DataFrame.to_csv do",
      s -> s.matches("(?s)\u0080[\2-\5][\u0095}\\](cq\u008a].*")),
  UTF32(
      "text in UTF-32",
      "convert it first, with: iconv -f utf-32 -t utf-8",
      begins("\u00ff\u00fe\0\0", "\0\0\u00fe\u00ff")),
  UTF16(
      "text in UTF-16",
      "convert it first, with: iconv -f utf-16 -t utf-8",
      begins("\u00ff\u00fe", "\u00fe\u00ff").or(FileKind::everySecondIsNul)),
  HDF5("an HDF5 file", null, begins("\u0089HDF\r\n")),
  PARQUET("a Parquet file", "DataFrame.to_csv of pandas writes CSV", begins("PAR1\25")),
  SQLITE("a database of SQLite", null, begins("SQLite format 3\0")),
  PDF("a PDF document", null, begins("%PDF-")),
  PNG("a PNG picture", "`images(path)` reads it", begins("\u0089PNG")),
  JPEG("a JPEG picture", "`images(path)` reads it", begins("\u00ff\u00d8\u00ff")),
  GIF("a GIF picture", "`images(path)` reads it", begins("GIF87a", "GIF89a")),
  WEBP("a WebP picture", "convert it to PNG", s -> s.matches("(?s)RIFF.{4}WEBP.*")),
  TIFF("a TIFF picture", "convert it to PNG", begins("II*\0", "MM\0*")),
  HEIC(
      "a HEIC or AVIF picture",
      "convert it to PNG or JPEG",
      s -> s.matches("(?s).{4}ftyp(hei|avi|mif).*")),
  WAV("a WAV file", "`audio(path)` reads it", s -> s.matches("(?s)RIFF.{4}WAVE.*")),
  MP3(
      "an MP3 file",
      "convert it to WAV, with: ffmpeg -i a.mp3 a.wav",
      begins("ID3\2", "ID3\3", "ID3\4", "\u00ff\u00fb")),
  OGG("an Ogg file", "convert it to WAV, with: ffmpeg -i a.ogg a.wav", begins("OggS\0")),
  FLAC("a FLAC file", "convert it to WAV, with: ffmpeg -i a.flac a.wav", begins("fLaC\0")),
  NUMPY("a NumPy file", "`numpy(path)` reads it", begins("\u0093NUMPY"));

  /** So many bytes tell. */
  static final int LOOK = 512;

  private final String words;
  private final @Nullable String hint;
  private final Predicate<String> test;

  /**
   * @param words what a file is
   * @param hint what may be done; null for nothing
   * @param test says of the first bytes, a character each, whether they are of such a file
   */
  FileKind(String words, @Nullable String hint, Predicate<String> test) {
    this.words = words;
    this.hint = hint;
    this.test = test;
  }

  private static Predicate<String> begins(String... with) {
    return s -> Stream.of(with).anyMatch(s::startsWith);
  }

  private static boolean isPage(String s) {
    String text = s.startsWith("\u00ef\u00bb\u00bf") ? s.substring(3) : s;
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("<!doctype html") || lower.startsWith("<html");
  }

  /** Letters of English in two bytes each, without the mark that would say so. */
  private static boolean everySecondIsNul(String s) {
    return s.matches("(?s)(\0[ -~\r\n]){4}.*|([ -~\r\n]\0){4}.*");
  }

  /** What a file is that begins so, if it is one of these. */
  static Optional<FileKind> of(byte[] bytes) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, LOOK));
    String start = new String(head, StandardCharsets.ISO_8859_1);
    return Stream.of(values()).filter(kind -> kind.test.test(start)).findFirst();
  }

  /**
   * @throws Problem {@code file} where the file is of one of these kinds
   */
  static void refuse(String path, byte[] bytes) {
    of(bytes)
        .ifPresent(
            kind -> {
              throw kind.problem(path);
            });
  }

  /** That a file is of this kind and no other. */
  Problem problem(String path) {
    return Problem.of(ErrorCode.FILE, "this file is " + words + ": " + Show.quoted(path))
        .hint(hint);
  }
}
