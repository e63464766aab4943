// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * Calls of one function that were traced, by what was asked for: they are run again, and not traced
 * again, as long as nothing has changed of all that the function {@linkplain Reads read}.
 */
public final class Remembered {
  private static final int KEPT = 16;

  private final Map<Asked, Call> calls = new Recent<>(KEPT);

  /**
   * A call that was traced.
   *
   * @param bound what each input of the executable is bound to; null where it is an argument
   * @param places of the arguments among those of the call
   * @param states that become what comes after the results
   */
  record Call(
      Executable executable,
      @Nullable Object[] bound,
      int[] places,
      List<Variable> states,
      boolean draws,
      BooleanSupplier[] conditions) {
    /**
     * A call as it was traced; null where something has changed meanwhile.
     *
     * @param args the tensors that stood for the arguments, and for nothing else
     */
    static @Nullable Call of(
        Trace trace, Compiler.Compiled function, List<? extends TensorLike> args) {
      Graph graph = trace.graph();
      List<Node> inputs = function.inputs();
      Object[] bound = new Object[inputs.size()];
      int[] places = new int[bound.length];
      for (int i = 0; i < bound.length; i++) {
        Object binding = graph.binding(inputs.get(i));
        places[i] = place(binding, args);
        bound[i] = places[i] < 0 ? binding : null;
      }
      Call call =
          new Call(
              function.executable(),
              bound,
              places,
              List.copyOf(trace.assigned().keySet()),
              trace.draws(),
              trace.reads().conditions());
      return call.isAsItWas() ? call : null;
    }

    private static int place(Object binding, List<? extends TensorLike> args) {
      for (int i = 0; i < args.size(); i++) {
        if (args.get(i) == binding) {
          return i;
        }
      }
      return -1;
    }

    boolean isAsItWas() {
      for (BooleanSupplier condition : conditions) {
        if (!condition.getAsBoolean()) {
          return false;
        }
      }
      return true;
    }

    MemorySegment[] arguments(List<? extends TensorLike> args) {
      MemorySegment[] memory = new MemorySegment[places.length];
      for (int i = 0; i < memory.length; i++) {
        Object binding = bound[i];
        Tensor t = binding == null ? (Tensor) args.get(places[i]) : Bindings.tensor(binding);
        memory[i] = t.data();
      }
      return memory;
    }
  }

  /** The call that was asked for like this, of which nothing has changed; else null. */
  @Nullable Call find(Asked asked) {
    Call call = calls.get(asked);
    return call != null && call.isAsItWas() ? call : null;
  }

  void keep(Asked asked, Call call) {
    calls.put(asked, call);
  }

  /** The arguments once more, so that none of them is a tensor that the function has otherwise. */
  static List<TensorLike> apart(List<? extends TensorLike> args) {
    List<TensorLike> out = new ArrayList<>(args.size());
    for (TensorLike a : args) {
      out.add(a instanceof Tensor t ? t.marked(t.mark()) : a);
    }
    return out;
  }
}
