// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.nnlang.tensor.Tensor;

/** Tensors as text: aligned rows, the middle of long axes left out. */
final class TensorText {
  /** Larger tensors are cut and followed by their type. */
  private static final int WHOLE = 1000;

  /** How many entries of a cut axis are shown at either end. */
  private static final int EDGE = 3;

  private final Tensor tensor;
  private final boolean cut;
  private final boolean rows;
  private int width;

  private TensorText(Tensor tensor, boolean rows) {
    this.tensor = tensor;
    this.cut = tensor.size() > (rows ? WHOLE : 2 * EDGE);
    this.rows = rows;
  }

  /** Over several lines where it has more than one axis. */
  static String of(Tensor tensor) {
    var text = new TensorText(tensor, true);
    return text.write() + (text.cut ? " " + tensor : "");
  }

  /** On one line, for inside of lists. */
  static String inline(Tensor tensor) {
    return new TensorText(tensor, false).write();
  }

  private String write() {
    if (tensor.rank() == 0) {
      return element(0);
    }
    if (tensor.size() == 0) {
      return "[] " + tensor;
    }
    if (rows && tensor.rank() > 1) {
      walk(0, 0, i -> width = Math.max(width, element(i).length()));
    }
    var out = new StringBuilder();
    write(out, 0, 0);
    return out.toString();
  }

  private void write(StringBuilder out, int axis, long offset) {
    if (axis == tensor.rank()) {
      String text = element(offset);
      out.repeat(" ", Math.max(0, width - text.length())).append(text);
      return;
    }
    boolean last = axis == tensor.rank() - 1;
    String gap = last || !rows ? ", " : "," + "\n".repeat(tensor.rank() - 1 - axis);
    long count = tensor.dim(axis);
    long stride = stride(axis);
    out.append('[');
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        out.append(gap);
        if (!last && rows) {
          out.repeat(" ", axis + 1);
        }
      }
      if (isCut(count) && i == EDGE) {
        out.append('…');
        i = count - EDGE - 1;
        continue;
      }
      write(out, axis + 1, offset + i * stride);
    }
    out.append(']');
  }

  private void walk(int axis, long offset, LongConsumer visit) {
    if (axis == tensor.rank()) {
      visit.accept(offset);
      return;
    }
    long count = tensor.dim(axis);
    for (long i = 0; i < count; i++) {
      if (isCut(count) && i == EDGE) {
        i = count - EDGE;
      }
      walk(axis + 1, offset + i * stride(axis), visit);
    }
  }

  private boolean isCut(long count) {
    return cut && count > 2 * EDGE;
  }

  private long stride(int axis) {
    long[] shape = tensor.shape();
    return Tensor.sizeOf(Arrays.copyOfRange(shape, axis + 1, shape.length));
  }

  /** Six digits are what single precision holds for sure; a scalar is shown whole. */
  private String element(long i) {
    return switch (tensor.dtype()) {
      case INT -> Long.toString(tensor.getLong(i));
      case BOOL -> tensor.getLong(i) != 0 ? "true" : "false";
      case FLOAT32 ->
          tensor.rank() == 0
              ? Show.number((float) tensor.getDouble(i))
              : Show.number(rounded(tensor.getDouble(i), 6));
      case FLOAT64 -> Show.number(tensor.getDouble(i));
    };
  }

  /** With so many digits that count. */
  static double rounded(double d, int digits) {
    if (d == 0 || !Double.isFinite(d)) {
      return d;
    }
    return new BigDecimal(d).round(new MathContext(digits)).doubleValue();
  }
}
