// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Goes on training a language model that nn has written by {@code export(net, "gpt.fb", loss:
 * cross_entropy)}, with ND4J alone. Prints the loss before each step.
 *
 * <p>{@code java -cp 'ND4J'S JARS' Continue.java gpt.fb 50}
 */
public final class Continue {
  public static void main(String[] args) {
    SameDiff net = SameDiff.load(new File(args[0]), true);
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
    for (int step = 0; step < Integer.parseInt(args[1]); step++) {
      // what fit itself reports is without the loss proper, see docs/nd4j.md
      INDArray loss = net.output(Map.of("x", x, "target", target), "loss").get("loss");
      System.out.println("loss " + loss.getDouble(0));
      net.fit(new DataSet(x, target));
    }
  }

  private Continue() {}
}
