// SPDX-License-Identifier: Apache-2.0
package org.example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Goes on training the language model that gpt.nn has written, with ND4J alone, and compares what
 * it gives and how its loss falls with what nn wrote of both into expected.txt.
 */
public final class Continue {
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    List<String> expected = Files.readAllLines(folder.resolve("expected.txt"));
    SameDiff net = SameDiff.load(new File(folder.toFile(), "gpt.fb"), true);
    net.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(0.001))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("target")
            .build());
    // rows of 1, 4, 9, … modulo 9, each to tell its next number
    long[][] ids = new long[4][6];
    long[][] next = new long[4][6];
    for (int row = 0; row < 4; row++) {
      for (int i = 0; i < 6; i++) {
        ids[row][i] = (long) (row + i) * (row + i) % 9;
        next[row][i] = (long) (row + i + 1) * (row + i + 1) % 9;
      }
    }
    INDArray x = Nd4j.createFromArray(ids);
    INDArray target = Nd4j.createFromArray(next);

    double[] logits =
        Arrays.stream(expected.get(0).split(" ")).mapToDouble(Double::parseDouble).toArray();
    double[] found = net.output(Map.of("x", x), "y").get("y").reshape(-1).toDoubleVector();
    double apart = 0;
    for (int i = 0; i < logits.length; i++) {
      apart = Math.max(apart, Math.abs(logits[i] - found[i]));
    }
    check("logits", apart, 1e-5);

    double first = 0;
    double loss = 0;
    apart = 0;
    for (int step = 1; step < expected.size(); step++) {
      // what fit itself reports is without the loss proper, see docs/nd4j.md
      loss = net.output(Map.of("x", x, "target", target), "loss").get("loss").getDouble(0);
      first = step == 1 ? loss : first;
      apart = Math.max(apart, Math.abs(loss - Double.parseDouble(expected.get(step))));
      net.fit(new DataSet(x, target));
    }
    System.out.println("loss " + first + ", after " + (expected.size() - 1) + " steps " + loss);
    check("losses", apart, 1e-3);
  }

  private static void check(String what, double apart, double tolerance) {
    System.out.println(what + " are " + apart + " from those of nn at most");
    if (!(apart <= tolerance)) {
      throw new IllegalStateException("and should be " + tolerance);
    }
  }

  private Continue() {}
}
