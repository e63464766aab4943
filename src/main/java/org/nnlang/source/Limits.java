// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * How much a script may ask for. One object is handed to every stage.
 *
 * @param sourceLength characters (UTF-16 units) of one script
 * @param nesting how deep brackets and blocks may nest
 * @param memoryBytes what the tensors of a context may hold together, and what its lists, records
 *     and texts may, in bytes; 0 for half of the machine's memory, and what Java's heap has room
 *     for
 * @param steps how many turns of loops and calls of functions a context may interpret
 */
public record Limits(int sourceLength, int nesting, long memoryBytes, long steps) {
  /** Steps are not limited. */
  public static final Limits DEFAULT = new Limits(4 << 20, 250, 0, Long.MAX_VALUE);
}
