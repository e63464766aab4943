// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Problem;
import org.nnlang.syntax.ShapeType;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Kind;
import org.nnlang.value.Show;

/** {@code [batch, time, dim]} as the type of a parameter or result. */
public final class ShapeNode extends Node {
  private final String what;
  private final ShapeType type;
  private final int rest;
  @Children private final DimNode[] dims;

  /**
   * @param what names the value in messages: {@code `x`}, {@code the result}
   * @param dims null for the one that is {@code ...}
   */
  public ShapeNode(String what, ShapeType type, DimNode[] dims) {
    this.what = what;
    this.type = type;
    this.dims = dims;
    int at = -1;
    for (int i = 0; i < dims.length; i++) {
      at = dims[i] == null ? i : at;
    }
    this.rest = at;
  }

  /** Checks a value, and binds the names of sizes that are not known yet. */
  void check(VirtualFrame frame, Object value) {
    NnContext context = NnContext.get(this);
    try {
      if (!(value instanceof TensorLike t)) {
        throw Problem.of("type", what + " must be a tensor, found " + Kind.found(value))
            .hint(value instanceof List<?> ? "tensor(list) makes one of a list" : null);
      }
      check(frame, t);
    } catch (RuntimeException e) {
      throw ScriptError.from(e, type.span(), this, context::section);
    }
  }

  private void check(VirtualFrame frame, TensorLike t) {
    boolean fits =
        switch (type.element()) {
          case INT -> t.dtype() == DType.INT;
          case BOOL -> t.dtype() == DType.BOOL;
          case FLOAT -> t.dtype().isFloat();
          case null -> true;
        };
    if (!fits) {
      throw Problem.of(
          "type", what + " must be a tensor of " + word() + ", found one of " + t.dtype().word());
    }
    List<Dim> actual =
        t instanceof Tensor tensor
            ? Type.of(tensor).dims()
            : ((org.nnlang.graph.Node) t).type().dims();
    int missing = actual.size() - (dims.length - (rest < 0 ? 0 : 1));
    if (missing < 0 || rest < 0 && missing > 0) {
      int needed = dims.length - (rest < 0 ? 0 : 1);
      String axes = actual.size() == 1 ? "there is 1 axis" : "there are " + actual.size() + " axes";
      throw wrong(t, axes + ", not " + needed + (rest < 0 ? "" : " or more"));
    }
    for (int i = 0; i < dims.length; i++) {
      if (i != rest) {
        int axis = rest >= 0 && i > rest ? i + missing - 1 : i;
        String problem = dims[i].check(frame, actual.get(axis));
        if (problem != null) {
          throw wrong(t, problem);
        }
      }
    }
  }

  private String word() {
    return switch (type.element()) {
      case INT -> "integers";
      case BOOL -> "booleans";
      case FLOAT -> "floats";
    };
  }

  private Problem wrong(TensorLike t, String why) {
    String text = type.span().text().replaceAll("\\s+", " ");
    return Problem.of("shape", what + " must be " + text + ", found " + Show.shape(t)).hint(why);
  }

  /** The type of a tensor of which no more is known than is said here; null with {@code ...}. */
  Type type(VirtualFrame frame) {
    if (rest >= 0) {
      return null;
    }
    List<Dim> sizes = new ArrayList<>();
    for (DimNode dim : dims) {
      Dim size = dim.known(frame);
      if (size == null) {
        return null;
      }
      sizes.add(size);
    }
    DType element =
        switch (type.element()) {
          case INT -> DType.INT;
          case BOOL -> DType.BOOL;
          case FLOAT -> DType.FLOAT32;
          case null -> DType.FLOAT32;
        };
    return new Type(element, sizes);
  }
}
