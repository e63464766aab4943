// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Type;

/** Which tensors a function takes when nothing is known of sizes: to look at it before a call. */
public final class InputTypes {
  private InputTypes() {}

  /**
   * A parameter.
   *
   * @param <F> where its value and the sizes that it names stand
   */
  public interface Parameter<F> {
    /** The type of a tensor for it, unknown sizes as names; null where that is not said. */
    @Nullable Type type(F frame);

    boolean isOptional();

    void bindDefault(F frame);
  }

  /** Null where a required parameter has no type. */
  public static <F> @Nullable List<Type> of(Iterable<? extends Parameter<F>> parameters, F frame) {
    List<Type> types = new ArrayList<>();
    boolean open = false;
    for (Parameter<F> parameter : parameters) {
      Type type = parameter.type(frame);
      if (type == null && !parameter.isOptional()) {
        return null;
      }
      if (type == null) {
        parameter.bindDefault(frame);
        open = true;
      } else if (open) {
        // a tensor after an argument that is left out cannot go by place
        return null;
      } else {
        types.add(type);
      }
    }
    return types;
  }
}
