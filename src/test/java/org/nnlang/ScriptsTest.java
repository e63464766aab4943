// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts that people read first, shortened by their own options. */
class ScriptsTest {
  private static final Path SCRIPTS = Path.of(System.getProperty("nn.root"), "scripts");

  private static final String[] SMALL = {
    "--data",
    SCRIPTS.resolveSibling("LICENSE").toString(),
    "--layers=2",
    "--heads=2",
    "--dim=16",
    "--block=16",
    "--batch=4",
    "--steps=6",
    "--every=3",
    "--warmup=2",
    "--tokens=40"
  };

  /** What a script prints. */
  static String run(String script, int threads, String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .arguments("nn", arguments)
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.threads", Integer.toString(threads))
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      context.eval(Source.newBuilder("nn", SCRIPTS.resolve(script).toFile()).build());
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void squareLearnsWhatItHasSeenAndNotTheRest() throws IOException {
    String printed = run("square.nn", 1);
    Matcher m = Pattern.compile("seen ([0-9.]+), unseen ([0-9.]+)\n").matcher(printed);
    assertTrue(m.lookingAt(), printed);
    assertTrue(Double.parseDouble(m.group(1)) < 0.005, printed);
    assertTrue(Double.parseDouble(m.group(2)) > 1, printed);
    List<String> lines = printed.lines().toList();
    assertTrue(lines.getLast().contains("x²") && lines.getLast().contains("net"), printed);
  }

  @Test
  void gptTrainsAndSamplesAndTheSameSeedGivesTheSameBits() throws IOException {
    String printed = run("gpt.nn", 1, SMALL);
    assertTrue(printed.matches("(?s)validation loss [34]\\.[0-9]{4}\n\n.{40}\n"), printed);
    // nor does the number of threads change any
    assertEquals(printed, run("gpt.nn", 2, SMALL));
  }

  /** What was learned is written on with, without the text; a checkpoint is gone on from. */
  @Test
  void gptKeepsWhatItLearned(@TempDir Path folder) throws IOException {
    String net = folder.resolve("net.safetensors").toString();
    String[] keep = Arrays.copyOf(SMALL, SMALL.length + 3);
    keep[SMALL.length] = "--save=" + net;
    keep[SMALL.length + 1] = "--checkpoint=" + folder.resolve("run");
    keep[SMALL.length + 2] = "--temperature=0";
    String printed = run("gpt.nn", 1, keep);
    String[] said = printed.split("\n", 2);
    String[] load = {
      "--load=" + net,
      "--layers=2",
      "--heads=2",
      "--dim=16",
      "--block=16",
      "--tokens=40",
      "--temperature=0",
      "--stream"
    };
    assertEquals(said[1], run("gpt.nn", 1, load));
    // all steps are done: nothing is trained, and the loss is the same
    assertEquals(printed, run("gpt.nn", 1, keep));
  }

  /** The numbers in what a script prints where the pattern's groups are. */
  private static double[] figures(String printed, String pattern) {
    Matcher m = Pattern.compile(pattern).matcher(printed);
    assertTrue(m.find(), printed);
    return IntStream.rangeClosed(1, m.groupCount())
        .mapToDouble(i -> Double.parseDouble(m.group(i)))
        .toArray();
  }

  @Test
  void digitsAreToldApartAndTheTableCountsAllOfThem() throws IOException {
    String printed = run("digits.nn", 2, "--steps=30");
    double[] right =
        figures(
            printed,
            "dense: 85002 weights, ([0-9.]+) % of 360 .*\n"
                + "conv.*: 30634 weights, ([0-9.]+) % of 360");
    assertTrue(right[0] > 60 && right[0] < 100 && right[1] > 60 && right[1] < 100, printed);
    List<String> table = printed.lines().toList();
    int sum = 0;
    int straight = 0;
    for (int row = 0; row < 10; row++) {
      String[] cells = table.get(table.size() - 10 + row).trim().split(" +");
      sum += Arrays.stream(cells).mapToInt(Integer::parseInt).sum();
      straight += Integer.parseInt(cells[row]);
    }
    assertEquals(360, sum, printed);
    assertEquals(right[1], 100 * straight / 360.0, 0.006, printed);
  }

  @Test
  void tumoursAreFoundInEveryFold() throws IOException {
    String printed = run("cancer.nn", 1, "--steps=40", "--folds=3");
    String figure = " ([0-9.]+) ± ([0-9.]+) %";
    String all = ": accuracy" + figure + ", precision" + figure + ", recall" + figure + "\n";
    double[] f = figures(printed, "logistic regression" + all + "network" + all);
    for (int i = 0; i < f.length; i += 2) {
      assertTrue(f[i] > 85 && f[i] <= 100 && f[i + 1] < 10, printed);
    }
  }

  @Test
  void datesAreTranslatedLetterByLetter() throws IOException {
    String printed =
        run("translate.nn", 2, "--steps=40", "--dim=32", "--pairs=1000", "--unseen=50");
    double[] right = figures(printed, "dates: ([0-9.]+) % of letters, ([0-9.]+) % whole\n");
    assertTrue(right[0] > 25 && right[1] < 100, printed);
    assertTrue(
        printed.lines().limit(5).allMatch(line -> line.matches(" *[A-Z].*tag, .*| *Mittwoch, .*")),
        printed);
  }

  @Test
  void digitsAreDrawn(@TempDir Path folder) throws IOException {
    Path to = folder.resolve("digits.png");
    String printed = run("draw.nn", 2, "--steps=20", "--dim=16", "--to=" + to);
    double[] f =
        figures(
            printed,
            "([0-9.]+) bits a pixel on held-out digits, 4.087 by mere guessing\n([0-9]+) of 100");
    assertTrue(f[0] > 1 && f[0] < 3.5 && f[1] < 60, printed);
    assertEquals(12, printed.lines().count(), printed);
    BufferedImage image = ImageIO.read(to.toFile());
    assertEquals(image.getWidth(), image.getHeight());
  }

  @Test
  void tuneIsWrittenAndPlayedIntoAFile(@TempDir Path folder)
      throws IOException, UnsupportedAudioFileException {
    Path to = folder.resolve("tune.wav");
    String printed = run("tune.nn", 1, "--steps=20", "--dim=16", "--notes=9", "--to=" + to);
    double[] bits =
        figures(printed, "([0-9.]+) bits a note on tunes it never heard, 7.97 by mere guessing\n");
    assertTrue(bits[0] > 3 && bits[0] < 8, printed);
    String[] notes = printed.lines().toList().get(1).split(" ");
    assertTrue(notes.length <= 9 && notes[0].equals("c2"), printed);
    int eighths = 0;
    for (String note : notes) {
      assertTrue(note.matches("[a-g]#?[0-9]"), printed);
      eighths += note.charAt(note.length() - 1) - '0';
    }
    AudioFileFormat file = AudioSystem.getAudioFileFormat(to.toFile());
    assertEquals(16000, file.getFormat().getSampleRate());
    assertEquals(eighths * 16000 / 5, file.getFrameLength());
  }
}
