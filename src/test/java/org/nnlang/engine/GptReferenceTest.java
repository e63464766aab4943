// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.io.Disk;
import org.nnlang.io.FolderAccess;
import org.nnlang.io.Safetensors;
import org.nnlang.op.Activations;
import org.nnlang.op.Attention;
import org.nnlang.op.Losses;
import org.nnlang.op.Norms;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Rearrange;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The graph of a GPT against PyTorch's values and gradients (made by reference/gpt.py), and against
 * central differences in double precision.
 */
class GptReferenceTest {
  private static final int LAYERS = 2;
  private static final int HEADS = 4;

  private final Engine engine = new Engine(2, 1L << 30, () -> {});
  private final Map<String, Tensor> reference = read();

  @AfterEach
  void close() {
    engine.close();
  }

  private Map<String, Tensor> read() {
    try {
      Path file =
          Path.of(
              Objects.requireNonNull(
                      getClass().getResource("/org/nnlang/reference/gpt.safetensors"))
                  .toURI());
      Disk disk = new Disk(new FolderAccess(file.getParent()));
      return Safetensors.read(disk, file.getFileName().toString(), engine.memory());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Variable> weights(UnaryOperator<Tensor> as) {
    Map<String, Variable> weights = new LinkedHashMap<>();
    reference.forEach(
        (name, t) -> {
          if (name.endsWith(".weight") || name.endsWith(".bias")) {
            if (!name.startsWith("grad:")) {
              weights.put(name, new Variable(as.apply(t), true));
            }
          }
        });
    return weights;
  }

  private Node logits(Map<String, Variable> weights, Node ids) {
    Node x =
        Numeric.add(
            Ops.take(read(weights, "tokens.weight"), ids, 0),
            Ops.slice(read(weights, "places.weight"), 0, 0, ids.type().dim(1).value(), 1));
    for (int i = 0; i < LAYERS; i++) {
      String block = "blocks." + i;
      Node qkv = linear(weights, block + ".attend.1.qkv", norm(weights, block + ".attend.0", x));
      Map<String, Dim> sizes = Map.of("n", Dim.of(3), "h", Dim.of(HEADS));
      List<Node> parts =
          Ops.unstack(Rearrange.rearrange(qkv, "b t (n h d) -> n b h t d", sizes), 0);
      Node y =
          Attention.attention(
              parts.get(0), parts.get(1), parts.get(2), Attention.Options.ofCausal());
      y = Rearrange.rearrange(y, "b h t d -> b t (h d)", Map.of());
      x = Numeric.add(x, linear(weights, block + ".attend.1.proj", y));
      Node h = linear(weights, block + ".think.1", norm(weights, block + ".think.0", x));
      x = Numeric.add(x, linear(weights, block + ".think.3", Activations.gelu(h)));
    }
    return linear(weights, "head.1", norm(weights, "head.0", x));
  }

  private Node read(Map<String, Variable> weights, String name) {
    return engine.trace().read(weights.get(name));
  }

  private Node norm(Map<String, Variable> weights, String name, Node x) {
    return Norms.layerNorm(x, read(weights, name + ".weight"), read(weights, name + ".bias"), 1e-5);
  }

  private Node linear(Map<String, Variable> weights, String name, Node x) {
    Node y = Ops.matmul(x, Ops.transpose(read(weights, name + ".weight")));
    return weights.containsKey(name + ".bias") ? Numeric.add(y, read(weights, name + ".bias")) : y;
  }

  @Test
  void logitsAgreeWithPyTorch() {
    Map<String, Variable> weights = weights(t -> t);
    Tensor out =
        (Tensor)
            engine
                .call(List.of(reference.get("ids")), false, n -> List.of(logits(weights, n.get(0))))
                .get(0);
    assertNear("logits", reference.get("logits"), out);
  }

  @Test
  void gradientsAgreeWithPyTorch() {
    Map<String, Variable> weights = weights(t -> t);
    List<Variable> all = List.copyOf(weights.values());
    Engine.Gradients g =
        engine.valueAndGrad(
            List.of(reference.get("ids"), reference.get("targets")),
            all,
            true,
            n -> Losses.crossEntropy(logits(weights, n.get(0)), n.get(1)));
    assertNear("loss", reference.get("loss"), (Tensor) g.value());
    int i = 0;
    for (String name : weights.keySet()) {
      assertNear(name, reference.get("grad:" + name), (Tensor) g.gradients().get(i++));
    }
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Map<String, Variable> weights =
        weights(t -> Tensor.of(engine.memory(), t.toDoubles(), t.shape()));
    List<Variable> all = List.copyOf(weights.values());
    List<Type> types = List.of(Type.of(reference.get("ids")), Type.of(reference.get("targets")));
    TrainingStep step =
        engine.step(types, all, n -> Losses.crossEntropy(logits(weights, n.get(0)), n.get(1)));
    List<Tensor> batch = List.of(reference.get("ids"), reference.get("targets"));
    step.run(batch, 1, 1);
    double[] gradients = step.gradients().toDoubles();
    Random random = new Random(1);
    double eps = 1e-6;
    int offset = 0;
    for (Variable v : all) {
      double[] before = v.value().toDoubles();
      for (int k = 0; k < 3; k++) {
        int at = random.nextInt(before.length);
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
          double[] moved = before.clone();
          moved[at] += side == 0 ? -eps : eps;
          v.set(Tensor.of(engine.memory(), moved, v.value().shape()));
          losses[side] = step.run(batch, 1, 1);
        }
        double numeric = (losses[1] - losses[0]) / (2 * eps);
        double exact = gradients[offset + at];
        // the difference of two losses near 3 carries about 1e-16 * 3 / 1e-6
        assertEquals(exact, numeric, 1e-5 * Math.abs(exact) + 2e-9);
      }
      v.set(Tensor.of(engine.memory(), before, v.value().shape()));
      offset += before.length;
    }
  }

  private static void assertNear(String name, Tensor expected, Tensor actual) {
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.getDouble(i);
      if (!(Math.abs(e - actual.getDouble(i)) <= 1e-5 * Math.max(1, Math.abs(e)))) {
        wrong.add(i);
      }
    }
    assertEquals(DType.FLOAT32, actual.dtype());
    assertTrue(
        wrong.isEmpty(), () -> name + " differs at " + wrong.size() + " of " + expected.size());
  }
}
