// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scripts that tell how nets learn, shortened by their own options: what they say is true. */
class LessonsTest {
  /** The numbers of each line that begins with words and goes on with numbers alone. */
  private static Map<String, double[]> table(String printed) {
    Map<String, double[]> rows = new LinkedHashMap<>();
    Pattern row = Pattern.compile("(\\S.*?) {2,}(-?[0-9][-0-9.,e± ]*)");
    for (String line : printed.lines().toList()) {
      Matcher m = row.matcher(line);
      if (m.matches()) {
        String[] cells = m.group(2).replace(",", "").split("[ ±]+");
        rows.put(m.group(1), Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return rows;
  }

  @Test
  void searchFindsMoreTheMoreItIsTold() throws IOException {
    String printed = ScriptsTest.run("search.nn", 1, "--passes=1500");
    Map<String, double[]> rows = table(printed);
    List<String> ways =
        List.of("random search", "small changes", "evolution", "gradient descent", "Adam");
    assertEquals(6, rows.size(), printed);
    assertEquals(List.of("passes"), rows.keySet().stream().limit(1).toList());
    assertEquals(ways, rows.keySet().stream().skip(1).toList());
    double start = rows.get("evolution")[0];
    for (String way : ways) {
      double[] errors = rows.get(way);
      assertEquals(4, errors.length, printed);
      // all set out from the same weights, and the lowest error so far never rises
      assertTrue(errors[0] <= start, printed);
      for (int i = 1; i < 4; i++) {
        assertTrue(errors[i] <= errors[i - 1], printed);
      }
    }
    assertTrue(rows.get("evolution")[3] < start, printed);
    assertTrue(rows.get("Adam")[3] < rows.get("gradient descent")[3], printed);
    assertTrue(rows.get("gradient descent")[3] < rows.get("random search")[3], printed);
    assertTrue(rows.get("small changes")[3] < rows.get("random search")[3], printed);
    assertTrue(rows.get("Adam")[3] < 0.001, printed);
    // 32 + 32, 32 * 32 + 32 and 32 + 1
    assertTrue(printed.contains("with 1153 weights"), printed);
    assertTrue(printed.contains("* Adam"), printed);
  }

  @Test
  void backpropagationByHandIsWhatTryingAndGradSay() throws IOException {
    String printed = ScriptsTest.run("backprop.nn", 1, "--steps=300");
    Matcher slopes =
        Pattern.compile(": (\\S+) tried, (\\S+) by hand, (\\S+) by grad\n").matcher(printed);
    assertTrue(slopes.find(), printed);
    double byHand = Double.parseDouble(slopes.group(2));
    assertTrue(Math.abs(byHand) > 0.01, printed);
    // the loss is a parabola along this weight, so a small difference errs by rounding alone
    assertEquals(byHand, Double.parseDouble(slopes.group(1)), 2e-4, printed);
    assertEquals(byHand, Double.parseDouble(slopes.group(3)), 1e-5, printed);
    Matcher apart = Pattern.compile("all 25 .* differ by (\\S+) at most\n").matcher(printed);
    assertTrue(apart.find(), printed);
    assertTrue(Double.parseDouble(apart.group(1)) < 1e-5, printed);
    Matcher loss = Pattern.compile("loss (\\S+) before, (\\S+) after 300 steps").matcher(printed);
    assertTrue(loss.find(), printed);
    assertTrue(
        Double.parseDouble(loss.group(2)) < 0.2 * Double.parseDouble(loss.group(1)), printed);
  }

  @Test
  void nothingHelpsOutsideWhatWasSeen() throws IOException {
    String printed = ScriptsTest.run("generalize.nn", 1, "--steps=400", "--seeds=2");
    Map<String, double[]> rows = table(printed);
    assertEquals(7, rows.size(), printed);
    rows.forEach(
        (advice, r) -> {
          assertEquals(6, r.length, printed);
          assertTrue(r[4] > 5 * r[2], printed);
        });
    double[] plain = rows.get("nothing");
    // the error on 640 points is that of their noise, 0.2 squared, and of a net near the truth
    assertEquals(0.04, rows.get("40 x the data")[0], 0.006, printed);
    assertTrue(rows.get("40 x the data")[2] < plain[2], printed);
    // longer training fits the noise of 16 points
    assertTrue(rows.get("10 x the steps")[0] < plain[0], printed);
    assertTrue(printed.contains("\"40 x the data\" does best"), printed);
  }

  @Test
  void aTrainedTableOfPairsComesNearTheCountedOneAndLookingBackHelps() throws IOException {
    String printed = ScriptsTest.run("names.nn", 2, "--effort=0.04");
    Matcher m =
        Pattern.compile("(pairs, counted|table of pairs|8 letters back|GPT) +([0-9,]+ +)?([0-9.]+)")
            .matcher(printed);
    double[] losses = m.results().mapToDouble(r -> Double.parseDouble(r.group(3))).toArray();
    assertEquals(4, losses.length, printed);
    // counted by a program in Python: 2.4947
    assertEquals(2.495, losses[0], 0.0011, printed);
    // 40 steps come near what counting gives, and cannot go below
    assertTrue(losses[1] > losses[0] - 0.001 && losses[1] < losses[0] + 0.6, printed);
    assertTrue(losses[2] < losses[0], printed);
    // one who knows nothing of 41 letters has log(41)
    assertTrue(losses[3] < Math.log(41) - 0.7, printed);
  }
}
