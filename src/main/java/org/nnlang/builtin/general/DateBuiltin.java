// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** {@code date}: what this JDK knows of how languages write dates. */
@AutoService(Builtin.class)
public final class DateBuiltin implements Builtin {
  private static final List<String> STYLES = List.of("full", "long", "medium", "short");
  private static final Set<Locale> KNOWN = Set.of(Locale.getAvailableLocales());
  private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST = LocalDate.of(9999, 12, 31).toEpochDay();

  @Override
  public String signature() {
    return "date(day: integer, language: string = \"en\", style: string = \"full\")";
  }

  @Override
  public String doc() {
    return """
    A date as people write it: day 0 is 1 January 1970, years go from 1 to 9999. `language` is a code
    such as "de", "fr" or "en-GB", of which Java knows some hundreds; `style` is "full", "long",
    "medium" or "short".
    Example: date(10_288, "de")   # "Dienstag, 3. März 1998"\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    long day = a.whole("day");
    if (day < FIRST || day > LAST) {
      throw Problem.of(
          ErrorCode.VALUE, "`day` is from %d to %d, found %d".formatted(FIRST, LAST, day));
    }
    String style = a.string("style");
    if (!STYLES.contains(style)) {
      throw unknown("style of dates", style, STYLES);
    }
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.values()[STYLES.indexOf(style)])
        .withLocale(locale(a.string("language")))
        .format(LocalDate.ofEpochDay(day));
  }

  private static Locale locale(String language) {
    Locale locale = Locale.forLanguageTag(language);
    if (locale.getLanguage().isEmpty() || !KNOWN.contains(locale)) {
      List<String> tags = KNOWN.stream().map(Locale::toLanguageTag).sorted().toList();
      throw unknown("language", language, tags);
    }
    return locale;
  }

  private static Problem unknown(String what, String found, List<String> known) {
    return Problem.of(
            ErrorCode.VALUE, "there is no such %s, %s".formatted(what, Show.quoted(found)))
        .hint(
            Suggest.nearest(found, known)
                .map(near -> "did you mean " + Show.quoted(near) + "?")
                .orElse(
                    known.size() > 9
                        ? "codes such as \"de\" or \"en-GB\""
                        : String.join(", ", known)));
  }
}
