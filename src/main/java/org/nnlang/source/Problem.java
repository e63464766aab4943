// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in what a script asked for, thrown by code that does not know the place in the
 * script. The interpreter catches it and adds the place with {@link #at}.
 *
 * <p>Never changed once made: {@link #hint}, {@link #note} and their kin give a new one. It carries
 * a Java stack trace only under {@code -Dnn.trace=true}.
 */
public final class Problem extends RuntimeException implements Coded {
  private final ErrorCode code;
  private final Detail detail;
  private final List<Note> notes;
  private final @Nullable String hint;
  private final @Nullable Argument argument;
  private final boolean byTypes;

  /** An argument of a function that was called. */
  public record Argument(String function, String name) {}

  private Problem(
      ErrorCode code,
      Detail detail,
      List<Note> notes,
      @Nullable String hint,
      @Nullable Argument argument,
      boolean byTypes,
      @Nullable Throwable cause) {
    super(null, cause, true, Boolean.getBoolean("nn.trace"));
    this.code = code;
    this.detail = detail;
    this.notes = notes;
    this.hint = hint;
    this.argument = argument;
    this.byTypes = byTypes;
  }

  /**
   * @param message a plain sentence without a full stop; values of the program come last in it
   */
  public static Problem of(ErrorCode code, String message) {
    return of(code, new Detail.Sentence(message));
  }

  /** With what is known of it, for those who decide something by that. */
  public static Problem of(ErrorCode code, Detail detail) {
    return new Problem(code, detail, List.of(), null, null, false, null);
  }

  /** The same with advice; null takes the advice away. */
  public Problem hint(@Nullable String text) {
    return new Problem(code, detail, notes, text, argument, byTypes, getCause());
  }

  /** The same with one more note. */
  public Problem note(Note note) {
    return new Problem(code, detail, Notes.plus(notes, note), hint, argument, byTypes, getCause());
  }

  /** The same with one more note, of no place. */
  public Problem note(String text) {
    return note(new Note(text));
  }

  @Override
  public Problem noting(String text) {
    return notes.contains(new Note(text)) ? this : note(text);
  }

  /** The same with one more note. */
  public Problem note(String text, Span span) {
    return note(new Note(text, span));
  }

  /** The same with the Java exception behind it, which a user sees only under {@code --trace}. */
  public Problem causedBy(Throwable cause) {
    return new Problem(code, detail, notes, hint, argument, byTypes, cause);
  }

  /** The same, of which it is known which argument is wrong: that is underlined, not the call. */
  public Problem of(Argument wrong) {
    return new Problem(code, detail, notes, hint, wrong, byTypes, getCause());
  }

  /** The same, of which it is known that types and sizes alone decide it, whatever the numbers. */
  public Problem byTypes() {
    return new Problem(code, detail, notes, hint, argument, true, getCause());
  }

  /** Whether it is there whatever numbers the tensors hold; see {@link #byTypes}. */
  public boolean isByTypes() {
    return byTypes;
  }

  /** Which argument is wrong, or null. */
  public @Nullable Argument argument() {
    return argument;
  }

  @Override
  public ErrorCode code() {
    return code;
  }

  public Detail detail() {
    return detail;
  }

  public List<Note> notes() {
    return notes;
  }

  /** How to put it right, or null. */
  public @Nullable String hint() {
    return hint;
  }

  @Override
  public String getMessage() {
    return detail.message();
  }

  public Diagnostic at(Span span) {
    return new Diagnostic(Severity.ERROR, code, detail, span, notes, hint, null);
  }
}
