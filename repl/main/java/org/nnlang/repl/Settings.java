// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.Map;
import java.util.TreeMap;

/**
 * Options of nn itself.
 *
 * @param trace whether Java's stack traces are shown
 * @param seed of the random numbers, null if not given
 * @param threads how many compute, null for all there are
 * @param memoryBytes what tensors may hold together, null if not given
 * @param backend what computes, null if not given
 * @param limits what a script may use, by the name of the option of a context
 * @param repeat whether a script is run twice and both runs compared
 * @param tools options of the engine for GraalVM's tools, none usually
 */
record Settings(
    boolean trace,
    Long seed,
    Integer threads,
    Long memoryBytes,
    String backend,
    Map<String, Long> limits,
    boolean repeat,
    Map<String, String> tools) {
  static final Settings DEFAULT =
      new Settings(false, null, null, null, null, Map.of(), false, Map.of());

  Settings withTrace() {
    return new Settings(true, seed, threads, memoryBytes, backend, limits, repeat, tools);
  }

  Settings withSeed(long number) {
    return new Settings(trace, number, threads, memoryBytes, backend, limits, repeat, tools);
  }

  Settings withThreads(int count) {
    return new Settings(trace, seed, count, memoryBytes, backend, limits, repeat, tools);
  }

  Settings withMemoryBytes(long bytes) {
    return new Settings(trace, seed, threads, bytes, backend, limits, repeat, tools);
  }

  Settings withBackend(String name) {
    return new Settings(trace, seed, threads, memoryBytes, name, limits, repeat, tools);
  }

  Settings withLimit(String option, long most) {
    Map<String, Long> all = new TreeMap<>(limits);
    all.put(option, most);
    return new Settings(trace, seed, threads, memoryBytes, backend, all, repeat, tools);
  }

  Settings withRepeat() {
    return new Settings(trace, seed, threads, memoryBytes, backend, limits, true, tools);
  }

  Settings withTool(String option, String value) {
    Map<String, String> all = new TreeMap<>(tools);
    all.put(option, value);
    return new Settings(trace, seed, threads, memoryBytes, backend, limits, repeat, all);
  }
}
