// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;
import org.nnlang.source.UnequalSizes;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** What layers refuse: settings out of range and inputs of the wrong shape. */
final class LayerChecks {
  private LayerChecks() {}

  /** An integer setting of 1 or more. */
  static int positive(Layer layer, String setting) {
    return atLeast(layer, setting, 1);
  }

  static int atLeast(Layer layer, String setting, int least) {
    int value = layer.settings().integer(setting);
    if (value < least) {
      throw range(layer, setting, "at least " + least, (long) value);
    }
    return value;
  }

  /** A number from {@code low} up to, not including, {@code high}. */
  static double within(Layer layer, String setting, double low, double high) {
    Arguments settings = layer.settings();
    double value = settings.number(setting);
    if (!(value >= low && value < high)) {
      String end = high == Double.POSITIVE_INFINITY ? "" : " and less than " + Show.number(high);
      throw range(layer, setting, "at least " + Show.number(low) + end, value);
    }
    return value;
  }

  static Problem range(Layer layer, String setting, String range, Object found) {
    return Problem.of(
        ErrorCode.ARGUMENT,
        "`"
            + setting
            + "` of "
            + layer.name()
            + " must be "
            + range
            + ", found "
            + Show.inner(found));
  }

  /** Floats whose axis {@code axis} (counted from the end where negative) has this size. */
  static void size(Layer layer, Node x, int axis, long size, String wanted) {
    int at = axis < 0 ? x.rank() + axis : axis;
    if (at < 0 || at >= x.rank()) {
      throw shape(layer, x, wanted);
    }
    Dim found = x.type().dim(at);
    if (found.cannotEqual(Dim.of(size))) {
      long[] sizes = found.isKnown() ? new long[] {size, found.value()} : new long[] {size};
      throw Origin.note(shape(layer, x, wanted, sizes), x, at);
    }
    real(layer, x);
  }

  /** So many axes. */
  static void rank(Layer layer, Node x, int rank, String wanted) {
    if (x.rank() != rank) {
      throw shape(layer, x, wanted);
    }
  }

  static void real(Layer layer, Node x) {
    if (!x.dtype().isFloat()) {
      throw Problem.of(
              ErrorCode.TYPE,
              layer.describe() + " takes floats, found a tensor of " + x.dtype().word())
          .hint("`float(x)` converts; an `embedding` makes vectors of indices");
    }
  }

  /** Warns where weights are trained by hand and the layer does as if they were not. */
  static void training(Trace trace, Layer layer) {
    training(trace, layer, "`" + layer.name() + "`");
  }

  /**
   * @param part of the layer that is off
   */
  static void training(Trace trace, Layer layer, String part) {
    if (!trace.forgetsTraining()) {
      return;
    }
    Diagnostic warning =
        Diagnostic.warning(
            ErrorCode.TRAINING,
            part + " is off here, where the net's weights are trained by hand",
            trace.graph().at());
    if (layer.madeAt().isKnown()) {
      warning = warning.withNote(Note.maker(layer.describe() + " was made here", layer.madeAt()));
    }
    layer
        .engine()
        .warnings()
        .warn(
            warning.withHint("`net(x, training: true)` turns it on, `training: false` is silent"));
  }

  /**
   * @param sizes of the layer and the tensor, that should be equal
   */
  static Problem shape(Layer layer, Node x, String wanted, long... sizes) {
    String message = layer.describe() + " takes " + wanted + ", found " + x.type().shapeText();
    Problem p = Problem.of(ErrorCode.SHAPE, UnequalSizes.of(message, sizes));
    return layer.madeAt().isKnown()
        ? p.note(Note.maker(layer.describe() + " was made here", layer.madeAt()))
        : p;
  }
}
