// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What functions are about: a folder each below this package, named as the constant, in the order
 * in which help and the page of functions list them. Layers stand in a package of their own, {@code
 * org.nnlang.layer}.
 */
public enum Subject {
  GENERAL("General"),
  LIST("Lists and records"),
  TEXT("Texts"),
  TENSOR("Tensors: making and shaping"),
  MATH("Tensors: numbers"),
  LINEAR("Linear algebra"),
  LAYER("Layers"),
  MODEL("Models"),
  INIT("First weights"),
  NET("Nets and gradients"),
  LOSS("Losses"),
  METRIC("Metrics"),
  OPTIMIZER("Optimizers"),
  SCHEDULE("Schedules"),
  TRAINING("Training"),
  DATA("Data"),
  TOKENIZER("Tokenizers"),
  GENERATE("Generating"),
  FILE("Files"),
  DISPLAY("Charts, pictures and sound");

  private final String title;

  Subject(String title) {
    this.title = title;
  }

  /** The heading of a page or a list. */
  public String title() {
    return title;
  }

  /** What the values of an argument of that name are, where they are functions; else null. */
  public static @Nullable Subject ofArgument(String name) {
    return switch (name) {
      case "optimizer", "outer" -> OPTIMIZER;
      case "schedule" -> SCHEDULE;
      case "loss" -> LOSS;
      case "metrics" -> METRIC;
      case "init" -> INIT;
      default -> null;
    };
  }

  /** The subject in whose folder a class stands. */
  static Subject of(String className) {
    String folder = className.substring(0, className.lastIndexOf('.'));
    return valueOf(folder.substring(folder.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT));
  }
}
