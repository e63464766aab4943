// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.TrainedRange;
import org.nnlang.value.Unknown;

/** {@code trained_range}. */
@AutoService(Builtin.class)
public final class TrainedRangeBuiltin implements Builtin {
  @Override
  public String signature() {
    return "trained_range(net: instance)";
  }

  @Override
  public String doc() {
    return """
    The least and the greatest numbers that a net was trained on: a tensor `[2, columns]`, or
    `[2, 1]` for inputs whose rows are no vectors; a list of them for several inputs, with none for
    one that is no float; none for a net that was not trained. `save` and `load` keep it.
    Example: trained_range(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    TrainedRange range = ((Module) a.get("net")).attached(TrainedRange.class);
    if (range == null) {
      return None.NONE;
    }
    List<Object> out = new ArrayList<>();
    for (TrainedRange.Input input : range.inputs()) {
      out.add(tensor(session, input));
    }
    return out.size() == 1 ? out.getFirst() : out;
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }

  private static Object tensor(Session session, TrainedRange.Input input) {
    int width = input.min().length;
    if (width == 0) {
      return None.NONE;
    }
    float[] both = new float[2 * width];
    System.arraycopy(input.min(), 0, both, 0, width);
    System.arraycopy(input.max(), 0, both, width, width);
    return Tensor.of(session.engine().memory(), both, 2, width);
  }
}
