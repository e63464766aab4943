// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

/**
 * Options of nn itself.
 *
 * @param trace whether Java's stack traces are shown
 * @param seed of the random numbers, null if not given
 * @param threads how many compute, null for all there are
 * @param memoryBytes what tensors may hold together, null if not given
 */
record Settings(boolean trace, Long seed, Integer threads, Long memoryBytes) {
  static final Settings DEFAULT = new Settings(false, null, null, null);

  Settings withTrace() {
    return new Settings(true, seed, threads, memoryBytes);
  }

  Settings withSeed(long number) {
    return new Settings(trace, number, threads, memoryBytes);
  }

  Settings withThreads(int count) {
    return new Settings(trace, seed, count, memoryBytes);
  }

  Settings withMemoryBytes(long bytes) {
    return new Settings(trace, seed, threads, bytes);
  }
}
