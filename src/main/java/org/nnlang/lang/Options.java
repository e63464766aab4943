// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.Option;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.SandboxPolicy;

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
      help = "Threads that share large work; 0 takes all cores.",
      usageSyntax = "<count>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> THREADS = new OptionKey<>(0);

  @Option(
      name = "memory",
      help = "What tensors may take at once, in MiB; 0 takes the usual.",
      usageSyntax = "<MiB>",
      category = OptionCategory.USER,
      stability = OptionStability.STABLE,
      sandbox = SandboxPolicy.CONSTRAINED)
  static final OptionKey<Integer> MEMORY = new OptionKey<>(0);

  private Options() {}

  static OptionDescriptors descriptors() {
    return new OptionsOptionDescriptors();
  }
}
