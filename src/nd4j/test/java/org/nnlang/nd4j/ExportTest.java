// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nnlang.Nn;
import org.nnlang.io.Disk;
import org.nnlang.io.FolderAccess;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Files of SameDiff, read by ND4J. */
class ExportTest {
  private static final String GPT =
      """
      seed(3)
      net = gpt(11, block: 8, dim: 16, heads: 2, layers: 2)
      x = randint(0, 11, [4, 8])
      """;

  @TempDir Path folder;

  private Nn nn() {
    return Nn.builder().files(folder).build();
  }

  private String path(String name) {
    return "\"" + folder.resolve(name) + "\"";
  }

  private SameDiff read(String name) {
    return SameDiff.load(folder.resolve(name).toFile(), true);
  }

  private static void close(INDArray expected, INDArray found, double tolerance) {
    assertArrayEquals(expected.shape(), found.shape());
    double distance = expected.sub(found).amaxNumber().doubleValue();
    assertTrue(distance <= tolerance, distance + " between " + expected + " and " + found);
  }

  /** Nets of every kind of layer, on batches of several sizes. */
  @Test
  void outputsAreThoseOfTheNet() {
    for (String net :
        List.of(
            "mlp([5, 7, 3], activation: gelu)",
            "linear(5, 6) >> relu >> linear(6, 2) >> softmax",
            "layer_norm(5) >> linear(5, 3) >> tanh",
            "linear(5, 4) >> batch_norm(4) >> dropout(0.3) >> linear(4, 2)")) {
      check(net, "randn([%d, 5])", "");
    }
    check(
        "conv2d(2, 4, 3, padding: 1) >> relu >> max_pool(2) >> flatten >> linear(36, 3)",
        "randn([%d, 2, 6, 6])",
        ", input: x");
    check("gru(3, 5) >> linear(5, 2)", "randn([%d, 4, 3])", ", input: x");
    check("lstm(3, 5)", "randn([%d, 4, 3])", ", input: x");
  }

  private void check(String net, String input, String option) {
    try (Nn nn = nn()) {
      nn.eval("seed(2); net = " + net + "; x = " + input.formatted(2));
      nn.eval("export(net, " + path("net.fb") + option + ")");
      SameDiff sd = read("net.fb");
      for (int rows : new int[] {2, 1, 5}) {
        INDArray x = nn.eval("x = " + input.formatted(rows) + "; x").as(INDArray.class);
        INDArray y = nn.eval("net(x)").as(INDArray.class);
        close(y, sd.output(Map.of("x", x), "y").get("y"), 1e-5);
      }
    }
  }

  @Test
  void aGptOfAnyBatchAndTimeIsRead() {
    try (Nn nn = nn()) {
      nn.eval(GPT.replace("randint(0, 11, [4, 8])", "tensor([[1, 2, 3, 4], [5, 6, 7, 8]])"));
      nn.eval("export(net, " + path("gpt.fb") + ")");
      SameDiff sd = read("gpt.fb");
      for (String ids :
          List.of("[[1, 2, 3, 4], [5, 6, 7, 8]]", "[[3, 1, 10, 0, 2, 7, 7, 1]]", "[[4]]")) {
        INDArray x = nn.eval("x = tensor(" + ids + "); x").as(INDArray.class);
        close(nn.eval("net(x)").as(INDArray.class), sd.output(Map.of("x", x), "y").get("y"), 1e-5);
      }
    }
  }

  /** By ND4J alone: the loss falls as in nn, for its gradients are nn's. */
  @Test
  void nd4jGoesOnTraining() {
    try (Nn nn = nn()) {
      nn.eval(
          """
          seed(4)
          x = randn([16, 3])
          y = sin(x @ randn([3, 2]))
          net = linear(3, 8) >> tanh >> layer_norm(8) >> linear(8, 2)
          opt = adam(lr: 0.01)
          """);
      INDArray x = nn.eval("x").as(INDArray.class).dup();
      INDArray y = nn.eval("y").as(INDArray.class).dup();
      nn.eval("export(net, " + path("t.fb") + ", loss: mse)");
      SameDiff sd = read("t.fb");
      assertEquals(VariableType.VARIABLE, sd.getVariable("0.weight").getVariableType());
      sd.setTrainingConfig(
          TrainingConfig.builder()
              .updater(new Adam(0.01))
              .dataSetFeatureMapping("x")
              .dataSetLabelMapping("target")
              .build());
      for (int step = 0; step < 50; step++) {
        double expected = nn.eval("mse(net(x), y)").asDouble();
        double found = sd.output(Map.of("x", x, "target", y), "loss").get("loss").getDouble(0);
        assertEquals(expected, found, 1e-3 * Math.max(1, expected), "step " + step);
        nn.eval("net.update(grad(m -> mse(m(x), y))(net), opt)");
        sd.fit(new DataSet(x, y));
      }
      // and what it learned comes back
      sd.save(folder.resolve("trained.fb").toFile(), true);
      assertArrayEquals(
          sd.getVariable("0.weight").getArr().data().asFloat(),
          weights("trained.fb").get("0.weight").toFloats());
    }
  }

  private Map<String, Tensor> weights(String name) {
    var disk = new Disk(new FolderAccess(folder));
    return new FlatBuffersExporter().weights(disk, name, new Memory(1 << 20));
  }

  @Test
  void weightsComeBackToTheBit() throws IOException {
    try (Nn nn = nn()) {
      nn.eval("seed(1); net = linear(3, 4) >> batch_norm(4) >> linear(4, 2)");
      nn.eval("export(net, " + path("w.fb") + ")");
      Map<String, Tensor> read = weights("w.fb");
      assertEquals(
          Set.of(
              "0.weight",
              "0.bias",
              "1.weight",
              "1.bias",
              "1.running_mean",
              "1.running_var",
              "2.weight",
              "2.bias"),
          read.keySet());
      assertArrayEquals(
          nn.eval("net[0].weight").as(float[][].class)[3],
          Arrays.copyOfRange(read.get("0.weight").toFloats(), 9, 12));
      nn.eval("other = linear(3, 4) >> batch_norm(4) >> linear(4, 2)");
      nn.eval("load(other, " + path("w.fb") + ")");
      for (String weight : List.of("[0].weight", "[0].bias", "[2].weight")) {
        assertTrue(nn.eval("all(net" + weight + " == other" + weight + ")").asBoolean(), weight);
      }
      byte[] file = Files.readAllBytes(folder.resolve("w.fb"));
      // whatever is cut off or changed is said, and nothing dies of it
      for (int k = 0; k < file.length; k += 7) {
        byte[] bad = k % 2 == 0 ? Arrays.copyOf(file, k) : file.clone();
        if (k < bad.length) {
          bad[k] ^= 0x55;
        }
        Files.write(folder.resolve("bad.fb"), bad);
        try {
          weights("bad.fb");
        } catch (Problem p) {
          assertTrue(p.code() == ErrorCode.FILE || p.code() == ErrorCode.LIMIT, p.getMessage());
        }
      }
    }
  }
}
