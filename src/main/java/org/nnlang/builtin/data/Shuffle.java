// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.io.Rearranged;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.Pair;
import org.nnlang.value.Range;
import org.nnlang.value.TypeNames;

/** {@code shuffle}. */
@AutoService(Builtin.class)
public final class Shuffle implements Builtin {
  @Override
  public String signature() {
    return "shuffle(data, seed: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    The same in random order: the rows of a dataset, of `[x, y]` (which stay together) or of a
    tensor, or the items of a list or of batches. `seed` chooses the order; else it is drawn.
    Example: [x, y] = shuffle([x, y], seed: 1)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Engine engine = session.engine();
    boolean own = !arguments.isNone("seed");
    long seed = own ? arguments.whole("seed") : engine.random().seed();
    return shuffled(engine, arguments.get("data"), seed, own ? 0 : engine.random().next());
  }

  /** The same in the order that seed and counter name. */
  public static Object shuffled(Engine engine, Object data, long seed, long counter) {
    return switch (data) {
      case Range range -> items(range.asList(), seed, counter);
      case org.nnlang.io.Batches b -> items(b.items(), seed, counter);
      case Tensor t when t.rank() > 0 ->
          t.gatherRows(engine.memory(), Rearranged.shuffled(t.dim(0), seed, counter), null);
      case Dataset set -> set.pick(Rearranged.shuffled(set.size(), seed, counter));
      case List<?> pair when Given.isPair(pair) -> {
        Dataset rows = Data.of(engine, pair);
        long[] order = Rearranged.shuffled(rows.size(), seed, counter);
        yield new Pair<>(rows.batch(order, null), rows.targets()).asList();
      }
      case List<?> list -> items(list, seed, counter);
      default ->
          throw Problem.of(
              ErrorCode.TYPE,
              "only datasets, tensors and lists are shuffled, found " + TypeNames.found(data));
    };
  }

  private static List<Object> items(List<?> list, long seed, long counter) {
    List<Object> out = new ArrayList<>();
    for (long i : Rearranged.shuffled(list.size(), seed, counter)) {
      Polls.sometimes();
      out.add(list.get((int) i));
    }
    return out;
  }

  /** Types and sizes stay. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    return Data.likeness(session.engine(), arguments.get("data"), t -> t);
  }
}
