// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.source.Detail;

/** Tensors that do not go together, and what was asked of them. */
public sealed interface Mismatch extends Detail {
  /** The types of the tensors, in the order of the sentence. */
  List<Type> types();

  @Override
  default Set<Long> sizes() {
    List<Dim> dims = new ArrayList<>();
    types().forEach(t -> dims.addAll(t.dims()));
    return known(dims);
  }

  /** A product of matrices whose inner sizes {@code m} and {@code n} differ. */
  record Product(Type left, Type right, Dim m, Dim n) implements Mismatch {
    @Override
    public List<Type> types() {
      return List.of(left, right);
    }

    @Override
    public String message() {
      return "the inner sizes differ: %s @ %s (%s and %s)"
          .formatted(left.shapeText(), right.shapeText(), m, n);
    }
  }

  /** A loss of a prediction and a target of another shape. */
  record Target(String loss, Type prediction, Type target) implements Mismatch {
    @Override
    public List<Type> types() {
      return List.of(prediction, target);
    }

    @Override
    public String message() {
      return "%s needs a prediction and a target of the same shape, found %s and %s"
          .formatted(Messages.named(loss), prediction.shapeText(), target.shapeText());
    }
  }

  /** A loss of logits and classes that are not one for each row of logits. */
  record Classes(String loss, Type logits, Type target) implements Mismatch {
    @Override
    public List<Type> types() {
      return List.of(logits, target);
    }

    @Override
    public String message() {
      return "%s needs logits [..., classes] and a class for each, found %s and %s"
          .formatted(Messages.named(loss), logits.shapeText(), target.shapeText());
    }
  }

  /** An axis that does not come apart as it should. */
  record Division(String message, Dim size, List<Dim> parts) implements Mismatch {
    @Override
    public List<Type> types() {
      return List.of();
    }

    @Override
    public Set<Long> sizes() {
      List<Dim> dims = new ArrayList<>(parts);
      dims.add(size);
      return known(dims);
    }
  }

  /** Sizes that should be equal. */
  record Unequal(String message, List<Type> types) implements Mismatch {}

  private static Set<Long> known(List<Dim> dims) {
    Set<Long> sizes = new TreeSet<>();
    for (Dim dim : dims) {
      if (dim.isKnown()) {
        sizes.add(dim.value());
      }
    }
    return sizes;
  }
}
