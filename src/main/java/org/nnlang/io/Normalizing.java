// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/** What is done with text before all else: the part {@code normalizer} of a tokenizer file. */
final class Normalizing {
  private Normalizing() {}

  static UnaryOperator<String> of(@Nullable Object json) {
    if (json == null || json == None.NONE) {
      return text -> text;
    }
    Record step = TokenizerJson.fields(json, "`normalizer`");
    return switch (step.get("type") instanceof String s ? s : "") {
      case "NFC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFC);
      case "NFD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFD);
      case "NFKC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKC);
      case "NFKD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKD);
      case "Lowercase" -> text -> text.toLowerCase(Locale.ROOT);
      case "StripAccents" -> text -> text.replaceAll("\\p{M}", "");
      case "Strip" -> strip(step);
      case "Prepend" -> prepend(step);
      case "Replace" -> replace(step);
      case "BertNormalizer" -> bert(step);
      case "Sequence" -> sequence(step);
      default -> throw TokenizerJson.unknown("normalizer", step);
    };
  }

  private static UnaryOperator<String> strip(Record step) {
    boolean left = Boolean.TRUE.equals(step.get("strip_left"));
    boolean right = Boolean.TRUE.equals(step.get("strip_right"));
    return text -> {
      String begun = left ? text.stripLeading() : text;
      return right ? begun.stripTrailing() : begun;
    };
  }

  private static UnaryOperator<String> prepend(Record step) {
    if (!(step.get("prepend") instanceof String start)) {
      throw TokenizerJson.wrong("a text in `prepend`");
    }
    return text -> text.isEmpty() ? text : start + text;
  }

  private static UnaryOperator<String> replace(Record step) {
    if (step.get("pattern") instanceof Record pattern
        && pattern.get("String") instanceof String from
        && step.get("content") instanceof String to
        && !from.isEmpty()) {
      return text -> text.replace(from, to);
    }
    throw TokenizerJson.unknown("normalizer", step);
  }

  /** BERT's: no control characters, one kind of space, Chinese characters apart, small letters. */
  private static UnaryOperator<String> bert(Record step) {
    boolean clean = !Boolean.FALSE.equals(step.get("clean_text"));
    boolean chinese = !Boolean.FALSE.equals(step.get("handle_chinese_chars"));
    boolean lower = !Boolean.FALSE.equals(step.get("lowercase"));
    Object accents = step.get("strip_accents");
    boolean strip = accents instanceof Boolean b ? b : lower;
    return text -> {
      String t = text;
      if (clean) {
        t = t.replaceAll("[\\x00\\ufffd]|(?![\\t\\n\\r])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]", "");
        t = t.replaceAll("[\\t\\n\\r\\p{Z}]", " ");
      }
      if (chinese) {
        t =
            t.replaceAll(
                "[\\x{4e00}-\\x{9fff}\\x{3400}-\\x{4dbf}\\x{20000}-\\x{2a6df}\\x{2a700}-\\x{2ceaf}\\x{f900}-\\x{faff}\\x{2f800}-\\x{2fa1f}]",
                Matcher.quoteReplacement(" ") + "$0 ");
      }
      if (strip) {
        t = Normalizer.normalize(t, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
      }
      return lower ? t.toLowerCase(Locale.ROOT) : t;
    };
  }

  private static UnaryOperator<String> sequence(Record step) {
    if (!(step.get("normalizers") instanceof List<?> list)) {
      throw TokenizerJson.wrong("a list in `normalizers`");
    }
    List<UnaryOperator<String>> all = list.stream().map(Normalizing::of).toList();
    return text -> {
      String t = text;
      for (UnaryOperator<String> each : all) {
        t = each.apply(t);
      }
      return t;
    };
  }
}
