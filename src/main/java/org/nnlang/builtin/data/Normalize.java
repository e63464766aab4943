// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Objects;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.io.Scaled;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.Pair;
import org.nnlang.value.Standardization;
import org.nnlang.value.TypeNames;

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
    are those of other data, as a test set's must be those of the training set: what is normalized
    remembers what it was. A net that was trained on one keeps mean and deviation too, also in the
    files it is saved in: `like: net` brings new inputs to the scale it knows.
    Example: train_set = normalize(train_set); test_set = normalize(test_set, like: train_set)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Engine engine = session.engine();
    Memory memory = engine.memory();
    Object data = arguments.get("data");
    Object like = arguments.isNone("like") ? data : arguments.get("like");
    return switch (data) {
      case Dataset set when like == data && !set.standards().isEmpty() -> set;
      case Dataset set -> Scaled.of(memory, set, standards(engine, like));
      case Tensor t when like == data && t.mark() instanceof Standardization -> t;
      case Tensor t when like instanceof Tensor other -> Standardization.of(other).apply(memory, t);
      case Tensor t -> first(standards(engine, like)).apply(memory, t);
      case List<?> pair
          when Given.isPair(pair) && like == data && !Data.of(engine, pair).standards().isEmpty() ->
          pair;
      case List<?> pair when Given.isPair(pair) ->
          scaled(memory, Given.pair(pair), standards(engine, like));
      default ->
          throw Problem.of(
              ErrorCode.TYPE,
              "only datasets and tensors are normalized, found " + TypeNames.found(data));
    };
  }

  private static List<Object> scaled(
      Memory memory, Pair<Tensor> pair, List<Standardization> standards) {
    return pair.with(Scaled.applied(memory, pair.fields(), standards)).asList();
  }

  private static List<Standardization> standards(Engine engine, Object like) {
    if (!(like instanceof Module net)) {
      return Standardization.all(Data.of(engine, like));
    }
    Standardization.Kept kept = net.attached(Standardization.Kept.class);
    if (kept == null) {
      throw Problem.of(ErrorCode.VALUE, "this net was not trained on data that was normalized")
          .hint("train it on `normalize(data)`, or on `[normalize(x), y]`");
    }
    return kept.fields();
  }

  private static Standardization first(List<Standardization> standards) {
    return standards.stream()
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () -> Problem.of(ErrorCode.TYPE, "there are no floats in what this is to be like"));
  }

  /** Types and sizes stay. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    return Data.likeness(session.engine(), arguments.get("data"), t -> t);
  }
}
