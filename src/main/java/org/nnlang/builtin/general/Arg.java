// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Json;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.Texts;
import org.nnlang.value.TypeNames;

/** {@code arg}. */
@AutoService(Builtin.class)
public final class Arg implements Builtin {
  @Override
  public String signature() {
    return "arg(name: string, default = none, help: string? = none)";
  }

  @Override
  public String doc() {
    return "The value of the option `--name` on the command line, else `default`, whose type it"
        + " must have; a list is written as `--sizes 64,32`. `nn FILE --help` lists a script's"
        + " options.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    String name = arguments.string("name");
    String text = session.option(name);
    Object usual = arguments.get("default");
    if (text == null) {
      return usual;
    }
    Object value = read(text, usual);
    if (value == null) {
      throw Problem.of(
              ErrorCode.USAGE,
              "`--"
                  + name
                  + "` needs "
                  + TypeNames.a(TypeNames.of(usual))
                  + (text.isEmpty() ? ", there is none" : ", found " + Show.quoted(text)))
          .hint("for example --" + name + " " + example(usual));
    }
    return value;
  }

  /** As one word of a command line, where it can be. */
  private static String example(Object usual) {
    return usual instanceof List<?> items
        ? Json.write(items).replaceAll("^\\[|]$", "")
        : Show.plain(usual);
  }

  private static @Nullable Object read(String text, Object usual) {
    try {
      return switch (usual) {
        case Boolean b when text.isEmpty() || text.equals("true") -> true;
        case Boolean b -> text.equals("false") ? false : null;
        case Long n -> Long.valueOf(text.replace("_", ""));
        case Double d -> Double.valueOf(text);
        case List<?> items -> list(text, items);
        default -> text.isEmpty() && !(usual instanceof String) ? null : text;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** {@code 1,2} or {@code [1, 2]}; texts need no quotes where the default's items are texts. */
  private static @Nullable Object list(String text, List<?> usual) {
    if (text.isEmpty()) {
      return null;
    }
    boolean bare = !text.startsWith("[");
    if (bare && usual.stream().anyMatch(String.class::isInstance)) {
      return Texts.split(text, ",");
    }
    try {
      return Json.parse(bare ? "[" + text + "]" : text) instanceof List<?> items ? items : null;
    } catch (Problem p) {
      return null;
    }
  }
}
