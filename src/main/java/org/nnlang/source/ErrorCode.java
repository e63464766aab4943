// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kind of an error or a warning; {@code docs/errors} has a page on each. */
public enum ErrorCode {
  ARGUMENT,
  ARITHMETIC,
  ASSERT,
  AXIS,
  BROADCAST,
  CACHE,
  CHECKPOINT,
  DIGITS,
  ERROR,
  FILE,
  FORMAT,
  GRADIENT,
  IMPORT,
  INDEX,
  INTERNAL,
  LIMIT,
  LOG,
  NATIVE,
  OUTSIDE,
  PARSE,
  PROBABILITIES,
  SCHEDULE,
  SHAPE,
  TRACE,
  TRAIN,
  TRAINING,
  TYPE,
  UNKNOWN_NAME,
  USAGE,
  VALIDATION,
  VALUE;

  private static final Map<String, ErrorCode> BY_WORD = new TreeMap<>();

  static {
    for (ErrorCode code : values()) {
      BY_WORD.put(code.word(), code);
    }
  }

  /** As users see it, in brackets: {@code unknown-name}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of all, in alphabetical order. */
  public static Collection<String> words() {
    return List.copyOf(BY_WORD.keySet());
  }

  /** The code of this word, or null. */
  public static @Nullable ErrorCode of(String word) {
    return BY_WORD.get(word);
  }

  @Override
  public String toString() {
    return word();
  }
}
