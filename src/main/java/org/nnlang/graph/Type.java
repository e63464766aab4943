// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** The element type and the sizes of a tensor, as far as they are known. */
public record Type(DType dtype, List<Dim> dims) {
  public Type {
    dims = List.copyOf(dims);
  }

  public static Type of(DType dtype, long... shape) {
    List<Dim> dims = new ArrayList<>();
    for (long d : shape) {
      dims.add(Dim.of(d));
    }
    return new Type(dtype, dims);
  }

  public static Type of(Tensor t) {
    return of(t.dtype(), t.shape());
  }

  /** The type of a tensor, computed or not. */
  public static Type of(TensorLike t) {
    return t instanceof Node n ? n.type() : of((Tensor) t);
  }

  public int rank() {
    return dims.size();
  }

  public Dim dim(int axis) {
    return dims.get(axis);
  }

  /** The size of the last axis. */
  public Dim last() {
    return dims.get(dims.size() - 1);
  }

  public boolean isKnown() {
    return dims.stream().allMatch(Dim::isKnown);
  }

  /** The sizes, where all are known. */
  public long[] shape() {
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.get(i).value();
    }
    return sizes;
  }

  /** The number of elements, where all sizes are known. */
  public long size() {
    return Tensor.sizeOf(shape());
  }

  /** The number of elements as an expression. */
  public Dim count() {
    return product(dims);
  }

  public static Dim product(List<Dim> dims) {
    return dims.stream().reduce(Dim.of(1), Dim::times);
  }

  public Type with(DType other) {
    return new Type(other, dims);
  }

  public Type with(List<Dim> other) {
    return new Type(dtype, other);
  }

  /** As a message shows it: {@code [batch, 64]}. */
  public String shapeText() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return (dtype == DType.FLOAT32 ? "" : dtype.word()) + shapeText();
  }
}
