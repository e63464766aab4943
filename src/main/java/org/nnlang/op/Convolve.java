// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * Convolution of images {@code [batch, in, size...]} by weights {@code [out, in / groups,
 * kernel...]} to {@code [batch, out, place...]}, with a number for each {@code out} where there is
 * a third input; or its gradient by images or weights. Linear in both inputs, the three are each
 * other's gradients.
 *
 * @param groups into how many equal parts channels are cut, each of which is convolved by itself
 * @param tail what the inputs do not tell: the images' sizes for their gradient, the kernel for
 *     that of the weights
 */
public record Convolve(Kind kind, WindowGeometry windows, int groups, List<Dim> tail)
    implements Primitive {
  /** Which of the three it is. */
  public enum Kind {
    /** Inputs: images, weights, and maybe a number for each channel that comes out. */
    FORWARD,
    /** The gradient of the images. Inputs: that of the result, weights. */
    IMAGES,
    /** The gradient of the weights. Inputs: images, the gradient of the result. */
    WEIGHTS
  }

  public Convolve {
    tail = List.copyOf(tail);
  }

  static Convolve forward(WindowGeometry windows, int groups) {
    return new Convolve(Kind.FORWARD, windows, groups, List.of());
  }

  /**
   * The convolution backwards: {@code [batch, out, place...]} and weights to {@code [batch, in,
   * size...]}.
   */
  static Convolve transposed(WindowGeometry windows, int groups, List<Dim> sizes) {
    return new Convolve(Kind.IMAGES, windows, groups, sizes);
  }

  @Override
  public String name() {
    return switch (kind) {
      case FORWARD -> "convolution";
      case IMAGES -> "convolution_gradient";
      case WEIGHTS -> "convolution_weight_gradient";
    };
  }

  /** Sizes are of different things. */
  @Override
  public String letters() {
    return "";
  }

  /** The three types of which the op knows two. */
  public record Parts(Type images, Type weights, Type results) {}

  /** What images, weights and results there are, of which the inputs are two. */
  public Parts parts(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    return switch (kind) {
      case FORWARD -> {
        List<Dim> places = windows.places(a, kernel(b));
        yield new Parts(a, b, WindowGeometry.planes(a, a.dim(0), b.dim(0), places));
      }
      case IMAGES ->
          new Parts(WindowGeometry.planes(a, a.dim(0), b.dim(1).times(groups), tail), b, a);
      case WEIGHTS ->
          new Parts(a, WindowGeometry.planes(a, b.dim(1), a.dim(1).floorDiv(groups), tail), b);
    };
  }

  /** The sizes of the windows. */
  public static List<Integer> kernel(Type weights) {
    List<Integer> out = new ArrayList<>();
    for (Dim d : WindowGeometry.sizes(weights)) {
      if (!d.isKnown()) {
        throw Messages.rank("a convolution", "weights of known size", weights);
      }
      out.add(Math.toIntExact(d.value()));
    }
    return out;
  }

  @Override
  public Type infer(List<Type> inputs) {
    if (groups < 1) {
      throw Messages.groups("in", Dim.of(0), groups);
    }
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    int rank = windows.axes() + 2;
    for (Type t : inputs) {
      if (!t.dtype().isFloat()) {
        throw Messages.dtype(name(), "floats", t);
      }
      if (t.dtype() != a.dtype()) {
        throw Messages.differentTypes(name(), a, t);
      }
    }
    if (a.rank() != rank || b.rank() != rank) {
      throw Messages.rank(
          name(),
          "[batch, channel" + ", size".repeat(windows.axes()) + "]",
          a.rank() != rank ? a : b);
    }
    Parts t = parts(inputs);
    if (t.images.dim(1).cannotEqual(t.weights.dim(1).times(groups))) {
      throw Messages.channels("convolution", t.images, t.weights, groups);
    }
    if (t.weights.dim(0).cannotBeDividedBy(Dim.of(groups))) {
      throw Messages.groups("out", t.weights.dim(0), groups);
    }
    List<Dim> places = windows.places(t.images, kernel(t.weights));
    Type results = WindowGeometry.planes(a, t.images.dim(0), t.weights.dim(0), places);
    if (!Shapes.mayEqual(results.dims(), t.results.dims())) {
      throw Messages.broadcast(results, t.results);
    }
    if (inputs.size() > 2) {
      Type bias = inputs.get(2);
      Type wanted = a.with(List.of(t.weights.dim(0)));
      if (!Shapes.mayEqual(bias.dims(), wanted.dims())) {
        throw Messages.broadcast(bias, wanted);
      }
    }
    return switch (kind) {
      case FORWARD -> results;
      case IMAGES -> t.images;
      case WEIGHTS -> t.weights;
    };
  }

  @Override
  public List<Node> gradient(Node self, Node up) {
    Node a = self.input(0);
    Node b = self.input(1);
    Convolve forward = forward(windows, groups);
    return switch (kind) {
      case FORWARD -> {
        List<Node> out = new ArrayList<>();
        out.add(up.apply(images(a.type()), b));
        out.add(a.apply(weights(b.type()), up));
        if (self.inputs().size() > 2) {
          List<Integer> others = new ArrayList<>(List.of(0));
          for (int i = 2; i < up.rank(); i++) {
            others.add(i);
          }
          out.add(Ops.sum(up, others, false));
        }
        yield out;
      }
      case IMAGES -> List.of(up.apply(forward, b), up.apply(weights(b.type()), a));
      case WEIGHTS -> List.of(b.apply(images(a.type()), up), a.apply(forward, up));
    };
  }

  private Convolve images(Type like) {
    return new Convolve(Kind.IMAGES, windows, groups, WindowGeometry.sizes(like));
  }

  private Convolve weights(Type like) {
    return new Convolve(Kind.WEIGHTS, windows, groups, WindowGeometry.sizes(like));
  }
}
