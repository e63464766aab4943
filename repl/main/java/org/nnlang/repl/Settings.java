// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

/**
 * Options of nn itself.
 *
 * @param trace whether Java's stack traces are shown
 * @param seed of the random numbers, null if not given
 * @param threads how many compute, null for all there are
 * @param memoryBytes what tensors may hold together, null if not given
 * @param repeat whether a script is run twice and both runs compared
 */
record Settings(boolean trace, Long seed, Integer threads, Long memoryBytes, boolean repeat) {
  static final Settings DEFAULT = new Settings(false, null, null, null, false);

  Settings withTrace() {
    return new Settings(true, seed, threads, memoryBytes, repeat);
  }

  Settings withSeed(long number) {
    return new Settings(trace, number, threads, memoryBytes, repeat);
  }

  Settings withThreads(int count) {
    return new Settings(trace, seed, count, memoryBytes, repeat);
  }

  Settings withMemoryBytes(long bytes) {
    return new Settings(trace, seed, threads, bytes, repeat);
  }

  Settings withRepeat() {
    return new Settings(trace, seed, threads, memoryBytes, true);
  }
}
