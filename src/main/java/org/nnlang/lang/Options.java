// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.Option;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.nnlang.backend.Backends;
import org.nnlang.source.Limits;

/** What a host can set: {@code Context.newBuilder("nn").option("nn.threads", "2")}. */
@Option.Group(NnLanguage.ID)
final class Options {
  @Option(
      name = "seed",
      help = "The first seed of random numbers.",
      usageSyntax = "<number>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Long> SEED = new OptionKey<>(0L);

  @Option(
      name = "threads",
      help =
          "Threads that share large work; 0 takes all cores where the context may create threads, else"
              + " one.",
      usageSyntax = "<count>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> THREADS = new OptionKey<>(0);

  @Option(
      name = "memory",
      help =
          "What tensors may take together, and what lists, records and texts may, in MiB; 0 takes"
              + " half of the memory there is, and what Java's heap has room for.",
      usageSyntax = "<MiB>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> MEMORY = new OptionKey<>(0);

  @Option(
      name = "steps",
      help = "How many turns of loops and calls of functions may run; 0 sets no limit.",
      usageSyntax = "<count>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Long> STEPS = new OptionKey<>(0L);

  @Option(
      name = "nesting",
      help = "How deep brackets and blocks of a script may nest; 0 takes the usual.",
      usageSyntax = "<depth>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> NESTING = new OptionKey<>(0);

  @Option(
      name = "source",
      help = "How many characters one script may have; 0 takes the usual.",
      usageSyntax = "<characters>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> SOURCE = new OptionKey<>(0);

  @Option(
      name = "backend",
      help = "What computes: own, or nd4j where nn-nd4j is on the class path.",
      usageSyntax = "<name>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE)
  static final OptionKey<String> BACKEND = new OptionKey<>(Backends.OWN);

  @Option(
      name = "seconds",
      help = "How long one call of the host may take, in seconds; 0 sets no limit.",
      usageSyntax = "<seconds>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Double> SECONDS = new OptionKey<>(0.0);

  @Option(
      name = "output",
      help = "How many bytes scripts may print; 0 sets no limit.",
      usageSyntax = "<bytes>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Long> OUTPUT = new OptionKey<>(0L);

  /** Where the stack ends long before. */
  private static final int MOST_NESTING = 1_000_000;

  private Options() {}

  static Limits limits(OptionValues options) {
    Limits usual = Limits.DEFAULT;
    int source = options.get(SOURCE);
    int nesting = options.get(NESTING);
    int mebibytes = options.get(MEMORY);
    long steps = options.get(STEPS);
    return new Limits(
        source > 0 ? source : usual.sourceLength(),
        nesting > 0 ? Math.min(nesting, MOST_NESTING) : usual.nesting(),
        mebibytes > 0 ? (long) mebibytes << 20 : usual.memoryBytes(),
        steps > 0 ? steps : usual.steps());
  }

  static OptionDescriptors descriptors() {
    return new OptionsOptionDescriptors();
  }
}
