// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.io.Access;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.None;
import org.nnlang.value.Parameter;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;

/**
 * What is seen of one entry while it is typed: asked at every key, so that it keeps what the
 * session has defined when the entry began, and waits for nothing.
 */
public final class Typing {
  /** Longer texts are read when they are entered. */
  private static final int LONGEST = 10_000;

  private final Builtins builtins;
  private final Set<String> defined;
  private final Function<List<String>, Optional<Called>> called;
  private final Map<List<String>, Optional<Called>> known = new HashMap<>();
  private final ScriptLoader loader;
  private String looked = "";
  private List<Place> wrong = List.of();

  /** A part of the text, in UTF-16 units. */
  public record Place(int start, int end) {}

  /**
   * What a call would call.
   *
   * @param given how many of its parameters stand before a dot
   */
  record Called(Signature signature, int given) {}

  /**
   * @param defined the names that the session has
   * @param called what names and indices stand for that are called
   */
  Typing(Builtins builtins, Set<String> defined, Function<List<String>, Optional<Called>> called) {
    this.builtins = builtins;
    this.defined = Set.copyOf(defined);
    this.called = called;
    loader = new ScriptLoader(builtins, Limits.DEFAULT, option -> null, new NoFiles());
  }

  /** Whether nn has a function of that name. */
  public boolean isFunction(String name) {
    return builtins.has(name);
  }

  private static final class NoFiles implements ScriptLoader.Files {
    @Override
    public @Nullable String locate(Stmt.Import statement) {
      return null;
    }

    @Override
    public @Nullable Access outputs() {
      return null;
    }

    @Override
    public @Nullable SourceText read(Stmt.Import statement) {
      return null;
    }
  }

  /**
   * Where the text is wrong: words that are none, statements that cannot be, names that nothing
   * has. Nothing where it only goes on, and not the word that the cursor is at the end of, which
   * may not be all of it.
   */
  public List<Place> wrong(String text, int cursor) {
    if (text.length() > LONGEST || text.isBlank() || text.stripLeading().startsWith(":")) {
      return List.of();
    }
    if (!text.equals(looked)) {
      looked = text;
      LoadedScript loaded = loader.load(new SourceText("", text), defined, true);
      boolean open = loaded.incomplete();
      if (open) {
        // what is open may end well: only names are looked at, as if it ended here
        loaded = loader.load(new SourceText("", text + closing(text)), defined, true);
      }
      List<Place> found = new ArrayList<>();
      for (Diagnostic d : loaded.unreadable()) {
        boolean told = !open || d.code() == ErrorCode.UNKNOWN_NAME;
        if (told && d.span().isKnown() && d.span().end() <= text.length()) {
          found.add(new Place(d.span().start(), d.span().end()));
        }
      }
      wrong = List.copyOf(found);
    }
    return wrong.stream().filter(p -> p.end() != cursor || !isName(text, p)).toList();
  }

  /** The brackets that close what a text has open. */
  private static String closing(String text) {
    TypedWords words = TypedWords.of(text);
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < words.count(); i++) {
      if (words.piece(i).kind() != TextPieces.Kind.BRACKET) {
        continue;
      }
      if (words.opens(i)) {
        open.insert(0, ")]}".charAt("([{".indexOf(words.word(i).charAt(0))));
      } else if (!open.isEmpty()) {
        open.deleteCharAt(0);
      }
    }
    return open.toString();
  }

  private static boolean isName(String text, Place place) {
    return text.substring(place.start(), place.end())
        .codePoints()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  /** The bracket before or at the cursor and the one that it goes with; empty for none. */
  public static List<Place> brackets(String text, int cursor) {
    TypedWords words = TypedWords.of(text);
    List<Integer> open = new ArrayList<>();
    List<Place> at = List.of();
    for (int i = 0; i < words.count(); i++) {
      if (words.piece(i).kind() != TextPieces.Kind.BRACKET) {
        continue;
      }
      if (words.opens(i)) {
        open.add(i);
      } else if (!open.isEmpty()) {
        Place first = place(words, open.removeLast());
        Place last = place(words, i);
        // what was just closed goes before what the cursor is on
        if (last.end() == cursor || first.start() == cursor || first.end() == cursor) {
          at = at.isEmpty() || last.end() == cursor ? List.of(first, last) : at;
        }
      }
    }
    return at;
  }

  private static Place place(TypedWords words, int i) {
    return new Place(words.piece(i).start(), words.piece(i).end());
  }

  /**
   * The arguments that a call still takes, where one is about to begin at the end of the text:
   * {@code data, loss: …, optimizer: …)}; empty elsewhere.
   *
   * @param room how many characters it may have
   */
  public String tip(String text, int cursor, int room) {
    if (cursor != text.length() || text.length() > LONGEST) {
      return "";
    }
    OpenCall call = OpenCall.at(text, cursor).filter(OpenCall::begins).orElse(null);
    if (call == null) {
      return "";
    }
    Called function = known.computeIfAbsent(call.callee(), called).orElse(null);
    if (function == null) {
      return "";
    }
    String all =
        call.missing(function.signature(), function.given()).stream()
            .map(Typing::brief)
            .collect(Collectors.joining(", ", text.endsWith(",") ? " " : "", ")"));
    return all.length() <= room ? all : room < 8 ? "" : all.substring(0, room - 1) + "…";
  }

  private static String brief(Parameter p) {
    return switch (p.form()) {
      case ITEMS -> p.name() + "...";
      case OPTIONS -> p.name() + "**";
      case ONE -> {
        boolean none = p.defaultValue() == None.NONE;
        yield !p.optional()
            ? p.name()
            : p.name() + ": " + (none ? "…" : Show.inner(p.defaultValue()));
      }
    };
  }

  /**
   * What follows in the newest entry that begins with the text; empty where none does.
   *
   * @param entries newest first
   */
  public static String suggestion(String text, int cursor, Iterable<String> entries) {
    if (text.isBlank() || cursor != text.length()) {
      return "";
    }
    for (String entry : entries) {
      if (entry.length() > text.length() && entry.startsWith(text)) {
        return entry.substring(text.length());
      }
    }
    return "";
  }
}
