// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;

class WeightFileTest {
  @TempDir Path folder;

  private final Engine engine = new Engine(1, 1 << 24, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  private static final class Net extends Module {
    Net(Engine engine) {
      super(engine);
    }

    @Override
    public String name() {
      return "Net";
    }

    @Override
    public String describe() {
      return "Net()";
    }

    @Override
    protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
      return positional[0];
    }

    @Override
    protected Module blank() {
      return new Net(engine());
    }
  }

  private Tensor floats(float... values) {
    return Tensor.of(engine.memory(), values, values.length);
  }

  /** A net with a part: {@code part.weight} and the state {@code mean}. */
  private Net net(float weight, float mean) {
    Net part = new Net(engine);
    part.param("weight", floats(weight, weight));
    Net net = new Net(engine);
    net.put("part", part);
    net.state("mean", floats(mean));
    return net;
  }

  private Disk disk() {
    return new Disk(new FolderAccess(folder));
  }

  private void load(Module net, WeightFile.Renaming rename) {
    WeightFile.load(disk(), "m.safetensors", net, rename, engine.memory());
  }

  @Test
  void weightsAndStatesComeBackByPath() {
    WeightFile.save(disk(), "m.safetensors", net(3, 5));
    assertEquals(
        List.of("mean", "part.weight"),
        List.copyOf(Safetensors.read(disk(), "m.safetensors", engine.memory()).keySet()));
    Net other = net(0, 0);
    load(other, name -> name);
    assertArrayEquals(new float[] {3, 3}, other.variables().get("part.weight").value().toFloats());
    assertArrayEquals(new float[] {5}, other.variables().get("mean").value().toFloats());
  }

  @Test
  void namesCanBeMadeToFitAndDoublesBecomeFloats() {
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("model.part.weight", Tensor.of(engine.memory(), new double[] {1, 2}, 2));
    file.put("model.mean", floats(7));
    Safetensors.write(disk(), "m.safetensors", file);
    Net net = net(0, 0);
    load(net, name -> name.substring("model.".length()));
    assertArrayEquals(new float[] {1, 2}, net.variables().get("part.weight").value().toFloats());
    Problem p = assertThrows(Problem.class, () -> load(net, name -> "same"));
    assertEquals("two tensors of the file get the same name, \"same\"", p.getMessage());
  }

  @Test
  void differencesAreListedAndNothingIsChanged() {
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("part.wieght", floats(1, 2));
    file.put("mean", floats(1, 2));
    Safetensors.write(disk(), "m.safetensors", file);
    Net net = net(9, 9);
    Problem p = assertThrows(Problem.class, () -> load(net, name -> name));
    assertEquals(
        "the weights of this file are not those of the net: \"m.safetensors\"", p.getMessage());
    assertEquals(
        List.of(
            "`mean` is [1] in the net and [2] in the file",
            "`part.weight` is not in the file, which has `part.wieght`",
            "`part.wieght` is in the file and not in the net"),
        p.notes().stream().map(Note::message).toList());
    assertArrayEquals(new float[] {9, 9}, net.variables().get("part.weight").value().toFloats());
  }

  /** A matrix that is kept turned comes back as it was, into a net of floats and one like it. */
  @Test
  void turnedWeightsComeBack() {
    float[] numbers = new float[32 * 33];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * 37 % 1009 - 500;
    }
    Net net = new Net(engine);
    net.param("weight", Tensor.of(engine.memory(), numbers, 32, 33));
    for (Packing packing : Packing.values()) {
      Module small = net.packed(packing, Set.copyOf(net.variables().values()));
      WeightFile.save(disk(), "m.safetensors", small);
      double[] kept = small.variables().get("weight").value().toDoubles();
      assertArrayEquals(net.variables().get("weight").value().toDoubles(), kept, 2.1);
      Net other = new Net(engine);
      other.param("weight", Tensor.zeros(engine.memory(), DType.FLOAT32, 32, 33));
      for (Module to : List.of(other, other.packed(packing, Set.of()), small.copy())) {
        load(to, path -> path);
        double off = to == other || to.variables().get("weight").packed().isTurned() ? 0 : 2.1;
        assertArrayEquals(kept, to.variables().get("weight").value().toDoubles(), off);
      }
    }
  }
}
