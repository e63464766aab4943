// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.Interruption;

/**
 * Each function of the language asks whether it is to end as often as its work is long. Nothing is
 * timed: it is counted how often a call asks, for little work and for much. {@code
 * -Dendings.gaps=true} prints the longest time of the processor between two questions.
 */
class EndingTest {
  private static final String CASES = "endings.txt";

  /** So many questions more than for little work. */
  private static final int MORE = 8;

  /** What is done at once, whatever it is given: no case in the file. */
  private static final Set<String> AT_ONCE =
      words(
          // values, and settings that others use
          "arg assert clock date error inf len pi seed source trained_range type",
          "adagrad adam adamw evolution hill_climb lion muon random_search rmsprop sgd spark",
          "constant cosine one_cycle step",
          // a tokenizer of a file of JSON, as `tokenizer` and `json` are
          "bytes dataset gpt2",
          // what waits for other threads asks by the clock: see BackgroundTest and StoppingTest
          "jobs stop wait watch",
          // one item, and what Java copies or compares as a piece of memory
          "append ends_with has keys starts_with trim values");

  private static Set<String> words(String... lines) {
    return Arrays.stream(lines)
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param before makes what the call is given
   */
  private record Case(String name, String before, String call, long little, long much) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Counts how often it is asked, and has the script end at one of these. */
  private static final class Counter implements Console {
    private final Interruption interruption = new Interruption();
    private long count;
    private long endAt = Long.MAX_VALUE;
    private boolean timed;
    private long last;
    private long longest;

    void begin() {
      count = 0;
      longest = 0;
      last = cpu();
      interruption.stop(null);
    }

    private static long cpu() {
      return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    void pause() {
      longest = Math.max(longest, cpu() - last);
    }

    @Override
    public Interruption interruption() {
      if (timed) {
        long now = cpu();
        longest = Math.max(longest, now - last);
        last = now;
      }
      if (++count == endAt) {
        interruption.stop(Thread.currentThread());
      }
      return interruption;
    }

    @Override
    public boolean outIsTerminal() {
      return false;
    }

    @Override
    public boolean errIsTerminal() {
      return false;
    }

    @Override
    public int width() {
      return 80;
    }
  }

  @TempDir static Path folder;

  static List<Case> cases() throws IOException {
    List<Case> out = new ArrayList<>();
    try (var in = Objects.requireNonNull(EndingTest.class.getResourceAsStream(CASES))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] parts =
            Arrays.stream(line.split(" \\|", -1)).map(String::strip).toArray(String[]::new);
        long[] sizes =
            parts.length < 4
                ? new long[] {1 << 12, 1 << 18}
                : Arrays.stream(parts[3].split(" ")).mapToLong(Long::parseLong).toArray();
        for (String name : parts[0].split(" ")) {
          out.add(
              new Case(
                  name,
                  parts[1].replace("NAME", name).replace("; ", "\n"),
                  parts[2].replace("NAME", name),
                  sizes[0],
                  sizes[1]));
        }
      }
    }
    return out;
  }

  /** So that a function that comes later is tried as well. */
  @Test
  void everyFunctionIsAmongThem() throws IOException {
    Set<String> cases = new TreeSet<>(cases().stream().map(Case::name).toList());
    Set<String> missing = new TreeSet<>(Builtins.load().names());
    missing.removeAll(cases);
    missing.removeAll(AT_ONCE);
    assertEquals(Set.of(), missing);
    Set<String> twice = new TreeSet<>(AT_ONCE);
    twice.retainAll(cases);
    assertEquals(Set.of(), twice);
  }

  private Context context(Counter counter) {
    Context context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .currentWorkingDirectory(folder.toAbsolutePath())
            .option("nn.threads", "1")
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .build();
    ContextAccess.introduce(context, counter);
    context.getBindings("nn").putMember("make", (ProxyExecutable) EndingTest::make);
    return context;
  }

  /** Writes a file that the language itself does not write: its ending, and how much is in it. */
  private static Object make(Value... given) {
    int n = given[1].asInt();
    try {
      Path file = folder.resolve("t." + given[0].asString());
      switch (given[0].asString()) {
        case "npy" -> {
          String head = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }".formatted(n);
          var out = ByteBuffer.allocate(128 + 8 * n).order(ByteOrder.LITTLE_ENDIAN);
          out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
          out.put((head + " ".repeat(117 - head.length()) + "\n").getBytes(StandardCharsets.UTF_8));
          Files.write(file, out.array());
        }
        case "idx" -> Files.write(file, ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n).array());
        default -> throw new IllegalArgumentException(file.toString());
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a prompt does: an entry is not looked through before it runs. */
  private static void eval(Context context, String text) {
    context.eval(Source.newBuilder("nn", text, "entry").interactive(true).buildLiteral());
  }

  private long asked(Case c, long n, Counter counter) {
    try (Context context = context(counter)) {
      eval(context, "n = " + n + "\n" + c.before());
      counter.begin();
      eval(context, c.call());
      counter.pause();
      return counter.count;
    }
  }

  /** {@code -Dendings=sort.*} tries some. */
  static List<Case> chosen() throws IOException {
    String names = System.getProperty("endings", ".*");
    return cases().stream().filter(c -> c.name().matches(names)).toList();
  }

  @ParameterizedTest
  @MethodSource("chosen")
  void longWorkAsksOftenWhetherItIsToEnd(Case c) {
    var counter = new Counter();
    long little = asked(c, c.little(), counter);
    counter.timed = Boolean.getBoolean("endings.gaps");
    long before = System.nanoTime();
    long much = asked(c, c.much(), counter);
    if (counter.timed) {
      System.out.printf(
          "%-16s %8d %8d  longest %.1f ms of %.0f%n",
          c.name(), little, much, counter.longest / 1e6, (System.nanoTime() - before) / 1e6);
    }
    assertTrue(much >= little + MORE, little + " and " + much);
    // and ends where the answer is yes
    counter.endAt = (little + much) / 2;
    try (Context context = context(counter)) {
      long at = counter.endAt;
      counter.endAt = Long.MAX_VALUE;
      eval(context, "n = " + c.much() + "\n" + c.before());
      counter.begin();
      counter.endAt = at;
      PolyglotException e = assertThrows(PolyglotException.class, () -> eval(context, c.call()));
      assertTrue(e.isInterrupted(), e::toString);
      assertTrue(counter.count < at + MORE, at + " and " + counter.count);
      counter.endAt = Long.MAX_VALUE;
      counter.begin();
      assertEquals(2, context.eval("nn", "1 + 1").asInt());
    }
  }
}
