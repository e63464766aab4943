// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.graph.Node;

/** Gives every value that lives between two groups its place in the workspace, once. */
final class Placement {
  private static final long ALIGNMENT = 64;

  private final List<Life> lives = new ArrayList<>();
  private final Map<Object, Life> of = new HashMap<>();
  private long size;

  private static final class Life {
    final long bytes;
    final int from;
    int to;
    long offset;

    Life(long bytes, int at) {
      this.bytes = bytes;
      from = at;
      to = at;
    }
  }

  /** The value is written by group number {@code at} of the schedule. */
  void written(Node n, long bytes, int at) {
    used(n, bytes, at);
  }

  /** Memory for {@code owner}, a value or what else needs some, from group {@code at} on. */
  void used(Object owner, long bytes, int at) {
    Life life = new Life((bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, at);
    lives.add(life);
    of.put(owner, life);
  }

  /** The value takes the place of {@code base}, which nothing else reads, at group {@code at}. */
  void rewritten(Node n, Node base, int at) {
    of.put(n, of.get(base));
    read(n, at);
  }

  /** The value is read by group number {@code at}; nothing for what has no place here. */
  void read(Node n, int at) {
    Life life = of.get(n);
    if (life != null) {
      life.to = Math.max(life.to, at);
    }
  }

  /** Largest first, each at the lowest offset where nothing that lives at the same time lies. */
  void place() {
    List<Life> order = new ArrayList<>(lives);
    order.sort(Comparator.comparingLong((Life l) -> -l.bytes).thenComparingInt(l -> l.from));
    List<Life> placed = new ArrayList<>();
    for (Life life : order) {
      long offset = 0;
      for (Life other : placed) {
        if (other.from <= life.to && life.from <= other.to) {
          if (other.offset >= offset + life.bytes) {
            break;
          }
          offset = Math.max(offset, other.offset + other.bytes);
        }
      }
      life.offset = offset;
      int at = 0;
      while (at < placed.size() && placed.get(at).offset <= offset) {
        at++;
      }
      placed.add(at, life);
      size = Math.max(size, offset + life.bytes);
    }
  }

  boolean has(Node n) {
    return of.containsKey(n);
  }

  long offset(Object owner) {
    return Objects.requireNonNull(of.get(owner)).offset;
  }

  /** Bytes of the whole workspace. */
  long size() {
    return size;
  }
}
