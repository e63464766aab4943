// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.nnlang.session.Failure;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Why a script, a training or a prediction failed, as the prompt would say it. */
public final class NnException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What ended it. */
  public enum Kind {
    /** The script cannot be read: it never ran. */
    PARSE,
    /** The script, or what it was asked to do, is wrong. */
    SCRIPT,
    /** A limit set by the program was reached: time, memory, steps. */
    LIMIT,
    /** The thread was interrupted, or {@link Nn#interrupt} called. */
    INTERRUPTED,
    /** The {@link Nn} was closed. */
    CLOSED,
    /** A mistake in nn itself, or an exception of a function of the program. */
    INTERNAL
  }

  private final Kind kind;
  private final String code;
  private final String text;
  private final String hint;
  private final String file;
  private final int line;
  private final int column;

  private NnException(
      Kind kind,
      String code,
      String text,
      String hint,
      String file,
      int line,
      int column,
      @Nullable Throwable cause) {
    super(text.strip(), cause);
    this.kind = kind;
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** What polyglot says. */
  static NnException of(PolyglotException e) {
    if (e.isHostException() && e.asHostException() instanceof NnException inner) {
      // a function of the program, called by a script, has used nn again
      return inner;
    }
    Failure failure = Failure.of(e, false);
    Value guest = e.isGuestException() ? e.getGuestObject() : null;
    boolean said = guest != null && guest.hasMember("code");
    String code = said(guest, "code", "internal");
    String hint = said(guest, "hint", "");
    Kind kind =
        e.isInterrupted()
            ? Kind.INTERRUPTED
            : e.isCancelled()
                ? e.isResourceExhausted() ? Kind.LIMIT : Kind.CLOSED
                : e.isSyntaxError()
                    ? Kind.PARSE
                    : code.equals("limit") || e.isResourceExhausted()
                        ? Kind.LIMIT
                        : said && !code.equals("internal") ? Kind.SCRIPT : Kind.INTERNAL;
    if (kind == Kind.CLOSED) {
      return closed();
    }
    SourceSection at = e.getSourceLocation();
    String path = at == null ? null : at.getSource().getPath();
    String name = path != null ? path : at == null ? null : at.getSource().getName();
    return new NnException(
        kind,
        kind == Kind.INTERRUPTED ? "interrupted" : code,
        failure.text(),
        hint,
        name == null ? "" : name,
        at == null ? 0 : at.getStartLine(),
        at == null ? 0 : at.getStartColumn(),
        e.isHostException() ? ofProgram(e.asHostException()) : e);
  }

  private static @Nullable Throwable ofProgram(Throwable thrown) {
    return thrown instanceof JavaValues.Thrown told ? told.getCause() : thrown;
  }

  private static String said(@Nullable Value guest, String member, String otherwise) {
    Value found = guest == null || !guest.hasMembers() ? null : guest.getMember(member);
    return found == null ? otherwise : found.asString();
  }

  /** What a call of this API says without a script's part in it. */
  static NnException of(Problem p) {
    String text = "error: " + p.getMessage() + "\n";
    Kind kind = p.code() == ErrorCode.LIMIT ? Kind.LIMIT : Kind.SCRIPT;
    return new NnException(kind, p.code().word(), text, orEmpty(p.hint()), "", 0, 0, p);
  }

  static NnException of(Kind kind, String code, String message) {
    String text = "error: " + message + "\n";
    return new NnException(kind, code, text, "", "", 0, 0, null);
  }

  static NnException closed() {
    return of(Kind.CLOSED, "closed", "this Nn is closed");
  }

  /** What a function of the program has thrown. */
  static NnException of(RuntimeException e) {
    String text = "error: " + e + "\n";
    return new NnException(Kind.INTERNAL, "internal", text, "", "", 0, 0, e);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** What ended it. */
  public Kind kind() {
    return kind;
  }

  /**
   * The kind of message as {@code nn explain} knows it: {@code shape}, {@code parse}, {@code
   * unknown-name}, {@code limit}, …; {@code interrupted} and {@code closed} where no script is at
   * fault.
   */
  public String code() {
    return code;
  }

  /** The script, as the message names it; empty where the place is not in a script. */
  public String file() {
    return file;
  }

  /** The line in the script, from 1; 0 where it is not known. */
  public int line() {
    return line;
  }

  /** The column in the line, from 1; 0 where it is not known. */
  public int column() {
    return column;
  }

  /** How to put it right; empty where nn does not know. */
  public String hint() {
    return hint;
  }

  /**
   * All that the prompt would show: message, place, the line itself, notes and hint. {@link
   * #getMessage} is the same without the last line break.
   */
  public String text() {
    return text;
  }
}
