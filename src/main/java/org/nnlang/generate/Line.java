// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;

/** Tokens that a net goes on from, and those that have been added. */
public class Line {
  private final int given;
  private long[] ids;
  private int length;

  /** A line to go on from, of at least one token. */
  public Line(long[] start) {
    this(start, start.length);
  }

  private Line(long[] ids, int given) {
    this.ids = ids.clone();
    this.given = given;
    length = ids.length;
  }

  /** The same as another at this moment. */
  Line(Line other) {
    this(other.all(), other.given);
  }

  void add(long id) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, 2 * length);
    }
    ids[length++] = id;
  }

  /** Whether nothing that is added from now on is looked at. */
  boolean isDone() {
    return false;
  }

  final int length() {
    return length;
  }

  final long[] all() {
    return Arrays.copyOf(ids, length);
  }

  /** What has been added. */
  public final long[] made() {
    return Arrays.copyOfRange(ids, given, length);
  }

  /** How many have been added. */
  final int added() {
    return length - given;
  }

  final long at(int place) {
    return ids[place];
  }

  /** Whether so many tokens from a place on are those of another from a place on. */
  final boolean isAs(Line other, int from, int otherFrom, int count) {
    return this == other && from == otherFrom
        || Arrays.equals(ids, from, from + count, other.ids, otherFrom, otherFrom + count);
  }

  /** Its last tokens. */
  final long[] last(int count) {
    return Arrays.copyOfRange(ids, length - count, length);
  }
}
