// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * How much a script may ask for. One object is handed to every stage.
 *
 * @param sourceLength characters (UTF-16 units) of one script
 * @param nesting how deep brackets and blocks may nest
 * @param memoryBytes what lists, records and tensors of a context may hold together, in bytes
 * @param statements how many statements may run
 */
public record Limits(int sourceLength, int nesting, long memoryBytes, long statements) {
  /** Statements are not limited, memory is half of what a machine of today has. */
  public static final Limits DEFAULT = new Limits(4 << 20, 250, 8L << 30, Long.MAX_VALUE);

  public Limits withSourceLength(int characters) {
    return new Limits(characters, nesting, memoryBytes, statements);
  }

  public Limits withNesting(int depth) {
    return new Limits(sourceLength, depth, memoryBytes, statements);
  }

  public Limits withMemoryBytes(long bytes) {
    return new Limits(sourceLength, nesting, bytes, statements);
  }

  public Limits withStatements(long count) {
    return new Limits(sourceLength, nesting, memoryBytes, count);
  }
}
