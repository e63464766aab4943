// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/**
 * The type of a tensor: {@code [batch, time, dim]}, {@code int[batch, time]}, {@code [..., dim]}.
 *
 * @param element what it holds, null if that is not said
 * @param dims at most one of them is {@link ShapeDim.Rest}
 */
public record ShapeType(@Nullable Element element, List<ShapeDim> dims, Span span)
    implements SyntaxNode {
  public ShapeType {
    dims = List.copyOf(dims);
  }

  /** The words that may stand before the brackets. */
  public enum Element {
    INT,
    FLOAT,
    BOOL
  }
}
