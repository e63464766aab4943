// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/**
 * How the texts of tokens become one text: the part {@code decoder} of a tokenizer file, one step
 * after the other.
 */
final class Decoding {
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

  private final List<UnaryOperator<List<String>>> steps = new ArrayList<>();
  private boolean apart;

  private Decoding() {}

  /** The steps of a file. */
  static Decoding of(@Nullable Object json) {
    Decoding decoding = new Decoding();
    if (json == null || json == None.NONE) {
      decoding.apart = true;
    } else {
      decoding.add(TokenizerJson.fields(json, "`decoder`"));
    }
    return decoding;
  }

  /** One text of those of tokens; without any step with spaces between them. */
  String text(List<String> tokens) {
    List<String> parts = tokens;
    for (UnaryOperator<List<String>> step : steps) {
      parts = step.apply(parts);
    }
    return String.join(apart ? " " : "", parts);
  }

  private void add(Record step) {
    switch (step.get("type") instanceof String s ? s : "") {
      case "Sequence" -> {
        if (!(step.get("decoders") instanceof List<?> list)) {
          throw TokenizerJson.wrong("a list in `decoders`");
        }
        list.forEach(s -> add(TokenizerJson.fields(s, "a decoder")));
      }
      case "Replace" -> {
        UnaryOperator<String> replace = Normalizing.of(step);
        steps.add(parts -> parts.stream().map(replace).toList());
      }
      case "Fuse" -> steps.add(parts -> List.of(String.join("", parts)));
      case "ByteFallback" -> steps.add(Decoding::withoutBytes);
      case "Strip" -> steps.add(strip(step));
      case "Metaspace" -> {
        Metaspace space = Metaspace.of(step);
        steps.add(space::decode);
      }
      default -> throw TokenizerJson.unknown("decoder", step);
    }
  }

  private static UnaryOperator<List<String>> strip(Record step) {
    if (!(step.get("content") instanceof String content)
        || content.length() != 1
        || !(step.get("start") instanceof Long start)
        || !(step.get("stop") instanceof Long stop)) {
      throw TokenizerJson.unknown("decoder", step);
    }
    char c = content.charAt(0);
    return parts -> parts.stream().map(p -> stripped(p, c, start, stop)).toList();
  }

  private static String stripped(String text, char c, long start, long stop) {
    int from = 0;
    while (from < start && from < text.length() && text.charAt(from) == c) {
      from++;
    }
    int to = text.length();
    while (text.length() - to < stop && to > from && text.charAt(to - 1) == c) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Tokens of bytes next to each other as the characters they make; U+FFFD each where none. */
  private static List<String> withoutBytes(List<String> parts) {
    List<String> out = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      Matcher m = BYTE.matcher(part);
      if (m.matches()) {
        bytes.write(Integer.parseInt(m.group(1), 16));
        continue;
      }
      add(bytes, out);
      out.add(part);
    }
    add(bytes, out);
    return out;
  }

  private static void add(ByteArrayOutputStream bytes, List<String> out) {
    if (bytes.size() == 0) {
      return;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      out.add(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
    } catch (CharacterCodingException e) {
      out.add("\ufffd".repeat(bytes.size()));
    }
    bytes.reset();
  }
}
