// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pooling;
import org.nnlang.kernel.WindowAxis;
import org.nnlang.op.Convolve;
import org.nnlang.op.Pool;
import org.nnlang.op.WindowGeometry;

/** Convolution and pooling. Their kernels know two axes, of which one may be missing. */
final class WindowedOps {
  private WindowedOps() {}

  static Lowering of(Convolve op, List<Type> inputs, Type output) {
    Convolve.Parts t = op.parts(inputs);
    List<Integer> kernel = Convolve.kernel(t.weights());
    List<Dim> sizes = WindowGeometry.sizes(t.images());
    List<Dim> places = WindowGeometry.sizes(t.results());
    return new Lowering.Call(
        new org.nnlang.kernel.Convolve(
            switch (op.kind()) {
              case FORWARD -> org.nnlang.kernel.Convolve.Kind.FORWARD;
              case IMAGES -> org.nnlang.kernel.Convolve.Kind.IMAGES;
              case WEIGHTS -> org.nnlang.kernel.Convolve.Kind.WEIGHTS;
            },
            Math.toIntExact(t.images().dim(0).value()),
            Math.toIntExact(t.images().dim(1).value()),
            Math.toIntExact(t.weights().dim(0).value()),
            op.groups(),
            axis(op.windows(), 0, sizes, places, kernel),
            axis(op.windows(), 1, sizes, places, kernel),
            output.dtype()));
  }

  static Lowering of(Pool op, Type x, Type output) {
    WindowGeometry windows = op.windows().slide();
    List<Integer> kernel = op.windows().kernel();
    Type large = WindowGeometry.planes(x, x.dim(0), x.dim(1), op.sizes());
    List<Dim> places = op.windows().places(op.name(), large);
    return new Lowering.Call(
        new Pooling(
            switch (op.kind()) {
              case MAX -> Pooling.Kind.MAX;
              case MAX_TAKE -> Pooling.Kind.MAX_TAKE;
              case MAX_ADD -> Pooling.Kind.MAX_ADD;
              case MEAN -> Pooling.Kind.MEAN;
              case MEAN_ADD -> Pooling.Kind.MEAN_ADD;
            },
            Math.toIntExact(x.dim(0).times(x.dim(1)).value()),
            axis(windows, 0, op.sizes(), places, kernel),
            axis(windows, 1, op.sizes(), places, kernel),
            output.dtype()));
  }

  /** Axis {@code i} of two, of which the first is not there where there is one only. */
  private static WindowAxis axis(
      WindowGeometry windows, int i, List<Dim> sizes, List<Dim> places, List<Integer> kernel) {
    int own = i - (2 - windows.axes());
    if (own < 0) {
      return WindowAxis.NONE;
    }
    return new WindowAxis(
        Math.toIntExact(sizes.get(own).value()),
        Math.toIntExact(places.get(own).value()),
        kernel.get(own),
        windows.stride().get(own),
        windows.dilation().get(own),
        windows.before().get(own));
  }
}
