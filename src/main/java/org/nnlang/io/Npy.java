// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * NumPy's files: {@code .npy} (versions 1 to 3) with one array, {@code .npz} with several by name.
 * Numbers and booleans become tensors, texts lists of strings. Pickled objects are not read: they
 * can run anything.
 */
public final class Npy {
  private static final String KIND = "NumPy file";
  private static final Pattern FIELD =
      Pattern.compile("\\s*'(\\w+)'\\s*:\\s*('[^']*'|True|False|\\([^()]*\\)|\\[.*\\])\\s*,?\\s*");
  private static final int LONGEST_HEADER = 1 << 20;

  private Npy() {}

  private record Header(String descr, boolean fortran, long[] shape) {}

  /**
   * The array of a {@code .npy} file, or a record of those of a {@code .npz} file.
   *
   * @throws Problem {@code file} with the byte at which it is none
   */
  public static Object read(Disk disk, String path, Memory memory) {
    byte[] bytes = disk.content(path);
    boolean zip = bytes.length >= 4 && bytes[0] == 'P' && bytes[1] == 'K';
    if (zip && FileKind.of(bytes).orElse(FileKind.ZIP) != FileKind.ZIP) {
      FileKind.refuse(path, bytes);
    }
    return zip ? archive(bytes, path, memory) : array(new ByteReader(KIND, path, bytes), memory);
  }

  private static Record archive(byte[] bytes, String path, Memory memory) {
    Record arrays = new Record();
    long limit = Disk.unpacked();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        byte[] content = Disk.atMost(limit, zip, path);
        limit -= content.length;
        String name = e.getName().replaceFirst("\\.npy$", "");
        arrays.put(name, array(new ByteReader(KIND, path + "/" + e.getName(), content), memory));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(path).causedBy(e);
    }
    if (arrays.isEmpty() || !ends(bytes)) {
      throw damaged(path);
    }
    return arrays;
  }

  /** Whether the list of contents stands at the end: a stream of entries does not miss it. */
  private static boolean ends(byte[] bytes) {
    for (int i = bytes.length - 22; i >= 0; i--) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
        return true;
      }
    }
    return false;
  }

  private static Problem damaged(String path) {
    return Problem.of(ErrorCode.FILE, "this .npz file is cut off or damaged: " + Show.quoted(path));
  }

  private static Object array(ByteReader in, Memory memory) {
    Header header = header(in);
    ByteOrder order = header.descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String type = header.descr.substring(1);
    long[] stored = header.shape.clone();
    if (header.fortran) {
      for (int i = 0; i < stored.length; i++) {
        stored[i] = header.shape[stored.length - 1 - i];
      }
    }
    if (type.matches("[US][0-9]{1,8}")) {
      return texts(in, type, order, header);
    }
    Tensor t = element(in, type).read(in, order, stored, memory);
    return header.fortran && stored.length > 1 ? turned(t, header.shape, memory) : t;
  }

  private static Header header(ByteReader in) {
    if (in.left() < 8) {
      in.refuseOtherKinds();
    }
    ByteBuffer magic = in.take(8, "a header");
    if (magic.getLong(0) << 16 != 0x59504d554e93L << 16) {
      in.refuseOtherKinds();
      throw in.bad(0, "the bytes 0x93 and \"NUMPY\"", "others");
    }
    int version = magic.get(6);
    if (version < 1 || version > 3) {
      throw in.bad(6, "version 1, 2 or 3", Integer.toString(version));
    }
    ByteBuffer size = in.take(version == 1 ? 2 : 4, "the header's length");
    long length = version == 1 ? size.getShort() & 0xffff : size.getInt() & 0xffff_ffffL;
    if (length > LONGEST_HEADER) {
      throw in.bad(8, "a header of at most 1 MiB", length + " bytes");
    }
    int at = in.at();
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = charset.decode(in.take(length, "the header")).toString().strip();
    String expected = "a record of descr, fortran_order and shape";
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw in.bad(at, expected, Show.quoted(cut(text)));
    }
    Record fields = new Record();
    Matcher m = FIELD.matcher(text).region(1, text.length() - 1);
    while (m.lookingAt()) {
      fields.put(m.group(1), m.group(2));
      m.region(m.end(), text.length() - 1);
    }
    if (m.regionStart() != text.length() - 1
        || !(fields.get("descr") instanceof String descr)
        || !(fields.get("fortran_order") instanceof String fortran)
        || !(fields.get("shape") instanceof String sizes)
        || !fortran.matches("True|False")
        || !sizes.startsWith("(")) {
      throw in.bad(at, expected, Show.quoted(cut(text)));
    }
    if (!descr.matches("'[<>|=][a-zA-Z][0-9]{0,8}'")) {
      throw in.bad(at, "elements of one plain type", descr);
    }
    return new Header(
        descr.substring(1, descr.length() - 1), fortran.equals("True"), shape(in, at, sizes));
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static long[] shape(ByteReader in, int at, String text) {
    List<Long> sizes = new ArrayList<>();
    for (String size : text.substring(1, text.length() - 1).split(",")) {
      String digits = size.strip();
      if (digits.isEmpty()) {
        continue;
      }
      if (!digits.matches("[0-9]{1,18}")) {
        throw in.bad(at, "sizes of at most 18 digits", cut(text));
      }
      sizes.add(Long.valueOf(digits));
    }
    if (sizes.size() > 32) {
      throw in.bad(at, "at most 32 axes", Integer.toString(sizes.size()));
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static Element element(ByteReader in, String type) {
    return switch (type) {
      case "f8" -> Element.F64;
      case "f4" -> Element.F32;
      case "f2" -> Element.F16;
      case "i8" -> Element.I64;
      case "i4" -> Element.I32;
      case "i2" -> Element.I16;
      case "i1" -> Element.I8;
      case "u8" -> Element.U64;
      case "u4" -> Element.U32;
      case "u2" -> Element.U16;
      case "u1" -> Element.U8;
      case "b1" -> Element.BOOL;
      default ->
          throw in.bad(in.at(), "integers, booleans or floats of 16 to 64 bits", "type " + type);
    };
  }

  /** Elements that were stored with the first axis fastest, in the usual order. */
  private static Tensor turned(Tensor t, long[] shape, Memory memory) {
    Tensor out = Tensor.zeros(memory, t.dtype(), shape);
    int width = t.dtype().bytes();
    long[] step = new long[shape.length];
    long size = 1;
    for (int i = 0; i < step.length; i++) {
      step[i] = size;
      size *= shape[i];
    }
    if (t.size() == 0) {
      return out;
    }
    ByteBuffer from = t.bytes(0, Math.toIntExact(size * width));
    ByteBuffer to = out.bytes(0, Math.toIntExact(size * width));
    long[] at = new long[shape.length];
    for (long i = 0, source = 0; i < size; i++) {
      for (int b = 0; b < width; b++) {
        to.put(from.get((int) (source * width) + b));
      }
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        source += step[axis];
        if (++at[axis] < shape[axis]) {
          break;
        }
        source -= step[axis] * shape[axis];
        at[axis] = 0;
      }
    }
    return out;
  }

  /** Texts of a fixed number of characters (U, four bytes each) or bytes (S), padded with zeros. */
  private static List<Object> texts(ByteReader in, String type, ByteOrder order, Header header) {
    boolean wide = type.startsWith("U");
    long each = Long.parseLong(type.substring(1)) * (wide ? 4 : 1);
    if (header.shape.length > 1) {
      throw in.bad(in.at(), "texts along one axis", "shape " + Arrays.toString(header.shape));
    }
    long count = header.shape.length == 0 ? 1 : header.shape[0];
    if (each == 0 ? count > 1 << 20 || in.left() > 0 : count != in.left() / (double) each) {
      throw in.bad(in.at(), count + " texts of " + each + " bytes", in.left() + " bytes");
    }
    Heap.need(count * (64 + each), "a list of %d texts".formatted(count));
    List<Object> out = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      ByteBuffer text = in.take(each, "text").order(order);
      StringBuilder s = new StringBuilder();
      while (text.hasRemaining()) {
        int at = in.at() - text.remaining();
        int c = wide ? text.getInt() : text.get() & 0xff;
        if (!Character.isValidCodePoint(c)) {
          throw in.bad(at, "a character", "0x%08x".formatted(c));
        }
        s.appendCodePoint(c);
      }
      while (!s.isEmpty() && s.charAt(s.length() - 1) == 0) {
        s.setLength(s.length() - 1);
      }
      out.add(s.toString());
    }
    return out;
  }
}
