// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;

/** What the tutorial's last chapter says of clusters, on its own net, here and not on a cluster. */
class ChapterTest {
  @Test
  void bothTrainingsRun() throws IOException {
    Path pages = Path.of(System.getProperty("nn.root", "../.."), "docs", "tutorial");
    String page = Files.readString(pages.resolve("15-many-machines.md"));
    String net = blocks(page, "nn").getFirst();
    List<String> trainings = blocks(page, "").stream().filter(b -> b.contains("spark(")).toList();
    assertEquals(1, trainings.size());
    for (String training : trainings.getFirst().lines().toList()) {
      String here =
          training
              .replace("spark://host:7077", "local[1]")
              .replace("cross_entropy", "mse")
              .replace("steps: 2000", "steps: 100");
      try (Context context =
          Context.newBuilder("nn")
              .allowIO(IOAccess.ALL)
              .option("engine.WarnInterpreterOnly", "false")
              .option("nn.threads", "1")
              .build()) {
        context.eval("nn", net + "data = [x, y]\n" + here);
        assertTrue(context.eval("nn", "history.loss[-1] < history.loss[0]").asBoolean(), training);
      }
    }
  }

  private static List<String> blocks(String page, String kind) {
    return Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .filter(m -> m.group(1).equals(kind))
        .map(m -> m.group(2))
        .toList();
  }
}
