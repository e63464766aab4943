// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

/** What a Java older than nn's finds in its place, so that it can say what is wanted. */
public final class Nn implements AutoCloseable {
  private Nn() {}

  /** Builds none. */
  public static final class Builder {
    private Builder() {}
  }

  /** Refuses. */
  public static Nn create() {
    throw older();
  }

  /** Refuses. */
  public static Builder builder() {
    throw older();
  }

  private static UnsupportedOperationException older() {
    return new UnsupportedOperationException(
        "nn needs Java 25 or later, and this is Java "
            + Runtime.version().feature()
            + " in "
            + System.getProperty("java.home"));
  }

  @Override
  public void close() {}
}
