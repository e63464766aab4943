// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.net.GraphBoxes.Box;

/**
 * Gives boxes their places: within a frame each below what it needs, those of one level side by
 * side, all about one middle line. Arrows that would cross a box go round at the right, each in a
 * lane of its own.
 */
final class GraphLayout {
  static final double GAP = 34;
  static final double SIDE = 18;
  static final double HEAD = 26;
  static final double LANE = 12;
  private static final double LETTER = 6.7;
  private static final double SMALL_LETTER = 5.9;
  private static final double LINE = 16;

  /**
   * An arrow from one box to another.
   *
   * @param lane where it goes down beside the boxes; 0 for straight down
   */
  record Arrow(Box from, Box to, double lane) {}

  private final List<Box> leaves = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final Box all;

  private GraphLayout(Box all) {
    this.all = all;
  }

  static GraphLayout of(Box all) {
    GraphLayout layout = new GraphLayout(all);
    layout.collect(all);
    layout.size(all);
    all.x = SIDE;
    all.y = SIDE;
    layout.place(all);
    layout.route();
    return layout;
  }

  List<Box> leaves() {
    return leaves;
  }

  List<Arrow> arrows() {
    return arrows;
  }

  private void collect(Box box) {
    if (!box.isFrame()) {
      leaves.add(box);
    }
    box.inner.forEach(this::collect);
  }

  // ---- sizes, from the innermost out

  private void size(Box box) {
    if (!box.isFrame()) {
      int longest = Math.max(box.title.length(), box.note.length());
      box.width = Math.max(64, longest * LETTER + 2 * SIDE);
      box.height = LINE * (box.note.isEmpty() ? 1 : 2) + 12;
      return;
    }
    box.inner.forEach(this::size);
    double width = 0;
    double height = HEAD;
    for (List<Box> row : rows(box).values()) {
      width = Math.max(width, width(row));
      height += GAP + row.stream().mapToDouble(b -> b.height).max().orElse(0);
    }
    double title = (box.title.length() + box.note.length() + 3) * LETTER + 2 * SIDE;
    box.width = Math.max(title, width + 2 * SIDE + 2 * LANE * skipping(box));
    box.height = height + SIDE;
  }

  private static double width(List<Box> row) {
    return row.stream().mapToDouble(GraphLayout::slot).sum() + SIDE * (row.size() - 1);
  }

  /** The width that a box takes with the shape beside its arrow. */
  private static double slot(Box box) {
    return box.isFrame()
        ? box.width
        : Math.max(box.width, 2 * (box.type.length() * SMALL_LETTER + SIDE / 2));
  }

  /** The boxes of a frame by how many others there are above. */
  private Map<Integer, List<Box>> rows(Box frame) {
    Map<Box, Integer> levels = new HashMap<>();
    Map<Integer, List<Box>> rows = new TreeMap<>();
    for (Box box : frame.inner) {
      int level = 0;
      for (Box source : needs(box)) {
        Box within = within(source, frame);
        if (within != null && within != box) {
          level = Math.max(level, levels.getOrDefault(within, -1) + 1);
        }
      }
      levels.put(box, level);
      rows.computeIfAbsent(level, k -> new ArrayList<>()).add(box);
    }
    return rows;
  }

  /** What a box, or any within it, has arrows from. */
  private static List<Box> needs(Box box) {
    List<Box> out = new ArrayList<>(box.from);
    box.inner.forEach(b -> out.addAll(needs(b)));
    return out;
  }

  /** The one of a frame's boxes that {@code box} is or is in; null where it is in none. */
  private static @Nullable Box within(Box box, Box frame) {
    Box now = box;
    while (now != null && now.frame != frame) {
      now = now.frame;
    }
    return now;
  }

  /** How many arrows may have to go round within a frame. */
  private int skipping(Box frame) {
    int count = 0;
    Map<Integer, List<Box>> rows = rows(frame);
    Map<Box, Integer> levels = new HashMap<>();
    rows.forEach((level, row) -> row.forEach(b -> levels.put(b, level)));
    for (Box box : frame.inner) {
      for (Box source : needs(box)) {
        Box other = within(source, frame);
        if (other != null
            && other != box
            && levels.getOrDefault(box, 0) - levels.getOrDefault(other, 0) > 1) {
          count++;
        }
      }
    }
    return count;
  }

  // ---- places, from the outermost in

  private void place(Box frame) {
    double y = frame.y + HEAD + GAP / 2;
    for (List<Box> row : rows(frame).values()) {
      double x = frame.middle() - width(row) / 2;
      double tallest = row.stream().mapToDouble(b -> b.height).max().orElse(0);
      for (Box box : row) {
        box.x = x + (slot(box) - box.width) / 2;
        box.y = y + (tallest - box.height) / 2;
        x += slot(box) + SIDE;
        place(box);
      }
      y += tallest + GAP;
    }
  }

  private void route() {
    Map<Box, Integer> lanes = new HashMap<>();
    for (Box to : leaves) {
      for (Box from : to.from) {
        double lane = 0;
        if (isBlocked(from, to)) {
          Box frame = common(from, to);
          int number = lanes.merge(frame, 1, Integer::sum);
          double right = 0;
          for (Box box : frame.inner) {
            boolean beside = box.y + box.height > from.y && box.y < to.y + to.height;
            right = beside ? Math.max(right, box.x + box.width) : right;
          }
          lane = right + LANE * number;
        }
        arrows.add(new Arrow(from, to, lane));
      }
    }
  }

  private boolean isBlocked(Box from, Box to) {
    for (Box box : leaves) {
      boolean between =
          box != from && box != to && box.y >= from.y + from.height && box.y + box.height <= to.y;
      if (!between) {
        continue;
      }
      double part = (box.y + box.height / 2 - from.y) / (to.y - from.y);
      double at = from.middle() + part * (to.middle() - from.middle());
      if (at > box.x - 4 && at < box.x + box.width + 4) {
        return true;
      }
    }
    return false;
  }

  private Box common(Box a, Box b) {
    Box frame = a.frame;
    while (frame != null && within(b, frame) == null) {
      frame = frame.frame;
    }
    return frame == null ? all : frame;
  }
}
