// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;
import org.nnlang.value.TrainedRange;

/** Takes a checkpoint apart; a problem where it is not of this run. */
final class Restored {
  private Restored() {}

  private static final int LISTED = 8;

  /**
   * Refuses what is of other data, another net, seed or optimizer, or where one of both keeps a
   * mean of the weights and the other does not.
   *
   * @param facts of the run that is to go on
   * @param mean what names of a mean's tensors begin with
   */
  static void check(
      Checkpoints.Saved saved,
      Record facts,
      Map<String, Variable> net,
      String mean,
      boolean averages) {
    Record then = saved.facts();
    if (!Objects.equals(facts.get("data"), then.get("data"))) {
      throw Messages.otherData(then, facts);
    }
    List<String> differences = differences(net, saved.weights());
    if (!differences.isEmpty()) {
      throw Messages.otherNet(differences, LISTED);
    }
    if (!Objects.equals(facts.get("seed"), then.get("seed"))) {
      throw Messages.otherSeed(then.get("seed"), facts.get("seed"));
    }
    if (!kind(then.get("optimizer")).equals(kind(facts.get("optimizer")))) {
      throw Messages.otherOptimizer(then.get("optimizer"), facts.get("optimizer"));
    }
    if (averages != saved.progress().keySet().stream().anyMatch(name -> name.startsWith(mean))) {
      throw Messages.otherAverage(averages);
    }
  }

  /** {@code adam} of {@code adam(lr: 0.1)}: settings may change from run to run. */
  private static String kind(@Nullable Object optimizer) {
    return String.valueOf(optimizer).replaceAll("\\(.*|_", "");
  }

  private static List<String> differences(Map<String, Variable> net, Map<String, Tensor> saved) {
    List<String> out = new ArrayList<>();
    net.forEach(
        (path, v) -> {
          Tensor t = saved.get(path);
          if (t == null) {
            out.add("`" + path + "` of the net is not in the checkpoint");
          } else if (!Type.of(t).equals(v.type())) {
            out.add(
                "`%s` is %s in the checkpoint and %s here".formatted(path, Type.of(t), v.type()));
          }
        });
    for (String path : saved.keySet()) {
      if (!net.containsKey(path)) {
        out.add("`" + path + "` is in the checkpoint and not in the net");
      }
    }
    return out;
  }

  /** Fills tensors from those that are named alike after {@code prefix}. */
  static void fill(Map<String, Tensor> into, Map<String, Tensor> saved, String prefix) {
    into.forEach((path, t) -> t.fill(tensor(saved, prefix + path, Type.of(t))));
  }

  static Tensor tensor(Map<String, Tensor> saved, String name, Type type) {
    Tensor found = saved.get(name);
    if (found == null) {
      throw Messages.checkpointLacks(name);
    }
    if (!Type.of(found).equals(type)) {
      throw Messages.checkpointDiffers(name, type, Type.of(found));
    }
    return found;
  }

  static double[] numbers(Map<String, Tensor> saved, String name) {
    if (!saved.containsKey(name)) {
      throw Messages.checkpointLacks(name);
    }
    return saved.get(name).toDoubles();
  }

  /** Keeps what a net was trained on so far. */
  static void put(TrainedRange range, Map<String, Tensor> into, Memory memory) {
    List<TrainedRange.Input> inputs = range.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      float[] min = inputs.get(i).min();
      into.put("range." + i + ".min", Tensor.of(memory, min, min.length));
      into.put("range." + i + ".max", Tensor.of(memory, inputs.get(i).max(), min.length));
    }
  }

  /** What {@link #put} kept. */
  static TrainedRange range(Map<String, Tensor> saved, List<String> columns) {
    List<TrainedRange.Input> inputs = new ArrayList<>();
    for (int i = 0; saved.get("range." + i + ".min") instanceof Tensor low; i++) {
      float[] min = low.toFloats();
      float[] max =
          tensor(saved, "range." + i + ".max", Type.of(DType.FLOAT32, min.length)).toFloats();
      List<String> names = i == 0 && columns.size() == min.length ? columns : List.of();
      inputs.add(new TrainedRange.Input(names, min, max));
    }
    return TrainedRange.of(inputs);
  }
}
