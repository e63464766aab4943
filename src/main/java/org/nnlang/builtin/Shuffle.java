// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.io.Rearranged;
import org.nnlang.io.TableData;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.Kind;

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
    tensor, or the items of a list. `seed` chooses the order; else it is drawn.
    Example: [x, y] = shuffle([x, y], seed: 1)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Engine engine = session.engine();
    Object data = arguments.get("data");
    if (data instanceof org.nnlang.value.Range range) {
      data = range.asList();
    }
    return switch (data) {
      case Tensor t when t.rank() > 0 ->
          t.gatherRows(engine.memory(), order(engine, arguments, t.dim(0)), null);
      case TableData table -> table.reordered(order(engine, arguments, table.size()));
      case Dataset set -> new Rearranged(set, order(engine, arguments, set.size()));
      case List<?> pair when Given.isPair(pair) -> {
        Dataset rows = Given.dataset(engine.memory(), pair);
        yield new ArrayList<Object>(rows.batch(order(engine, arguments, rows.size()), null));
      }
      case List<?> items -> {
        List<Object> out = new ArrayList<>();
        for (long i : order(engine, arguments, items.size())) {
          out.add(items.get((int) i));
        }
        yield out;
      }
      default ->
          throw Problem.of(
              "type", "only datasets, tensors and lists are shuffled, found " + Kind.found(data));
    };
  }

  /** A random order under {@code seed}, or the next one of the script's generator. */
  static long[] order(Engine engine, Arguments arguments, long size) {
    return arguments.isNone("seed")
        ? Rearranged.shuffled(size, engine.random().seed(), engine.random().next())
        : Rearranged.shuffled(size, arguments.whole("seed"), 0);
  }
}
