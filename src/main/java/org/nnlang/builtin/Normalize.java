// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.io.Standard;
import org.nnlang.io.TableData;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.Kind;

/** {@code normalize}. */
@AutoService(Builtin.class)
public final class Normalize implements Builtin {
  @Override
  public String signature() {
    return "normalize(data, like = none)";
  }

  @Override
  public String doc() {
    return """
    Brings each column of a tensor, or of the inputs of `[x, y]` or of a dataset, to mean 0 and
    standard deviation 1 over the rows. Targets and integers stay. With `like:` mean and deviation
    are those of other data, as a test set's must be those of the training set.
    Example: test = normalize(test, like: train); train = normalize(train)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Engine engine = session.engine();
    Memory memory = engine.memory();
    Object data = arguments.get("data");
    Object like = arguments.isNone("like") ? data : arguments.get("like");
    return switch (data) {
      case Tensor t -> Standard.of(Given.numbers(like)).apply(memory, t);
      case TableData table -> {
        List<Tensor> tensors = normalized(engine, table.tensors(), like);
        yield new TableData(memory, tensors, table.columns(), table.classes());
      }
      case Dataset set -> Standard.Data.of(memory, set, Data.of(engine, like));
      case List<?> pair when Given.isPair(pair) ->
          new ArrayList<Object>(normalized(engine, Given.tensors(pair), like));
      default ->
          throw Problem.of(
              "type", "only datasets and tensors are normalized, found " + Kind.found(data));
    };
  }

  private static List<Tensor> normalized(Engine engine, List<Tensor> tensors, Object like) {
    Dataset source = Data.of(engine, like);
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      boolean input = i < tensors.size() - 1 && Standard.applies(tensors.get(i));
      Tensor t = tensors.get(i);
      out.add(input ? Standard.of(source, i).apply(engine.memory(), t) : t);
    }
    return out;
  }
}
