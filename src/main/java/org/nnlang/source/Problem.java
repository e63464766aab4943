// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;

/**
 * Something wrong in what a script asked for, thrown by code that does not know the place in the
 * script. The interpreter catches it and adds the place with {@link #at}.
 *
 * <p>Never changed once made: {@link #hint}, {@link #note} and {@link #causedBy} give a new one. It
 * carries a Java stack trace only under {@code -Dnn.trace=true}.
 */
public final class Problem extends RuntimeException {
  private final String code;
  private final List<Note> notes;
  private final String hint;
  private final Argument argument;

  /** An argument of a function that was called. */
  public record Argument(String function, String name) {}

  private Problem(
      String code,
      String message,
      List<Note> notes,
      String hint,
      Argument argument,
      Throwable cause) {
    super(message, cause, true, Boolean.getBoolean("nn.trace"));
    this.code = code;
    this.notes = notes;
    this.hint = hint;
    this.argument = argument;
  }

  /**
   * @param code as in {@link Diagnostic}
   * @param message a plain sentence without a full stop; values of the program come last in it
   */
  public static Problem of(String code, String message) {
    return new Problem(code, message, List.of(), null, null, null);
  }

  /** The same with advice; null takes the advice away. */
  public Problem hint(String text) {
    return new Problem(code, getMessage(), notes, text, argument, getCause());
  }

  /** The same with one more note; {@code span} may be null. */
  public Problem note(String text, Span span) {
    return new Problem(
        code, getMessage(), Notes.plus(notes, new Note(text, span)), hint, argument, getCause());
  }

  /** The same with the Java exception behind it, which a user sees only under {@code --trace}. */
  public Problem causedBy(Throwable cause) {
    return new Problem(code, getMessage(), notes, hint, argument, cause);
  }

  /** The same, of which it is known which argument is wrong: that is underlined, not the call. */
  public Problem of(Argument wrong) {
    return new Problem(code, getMessage(), notes, hint, wrong, getCause());
  }

  /** Which argument is wrong, or null. */
  public Argument argument() {
    return argument;
  }

  public String code() {
    return code;
  }

  public List<Note> notes() {
    return notes;
  }

  /** How to put it right, or null. */
  public String hint() {
    return hint;
  }

  public Diagnostic at(Span span) {
    return new Diagnostic(Severity.ERROR, code, getMessage(), span, notes, hint);
  }
}
