// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Engine;
import org.nnlang.lang.NnLanguage;

/**
 * GraalVM's tools for languages, where their jars are on the class path: a debugger that editors
 * attach to, and a profiler.
 */
final class Tools {
  static final String DEBUGGER = "dap";
  static final String SAMPLER = "cpusampler";
  static final long USUAL_PORT = 4711;
  static final long LAST_PORT = 65_535;

  private static final Map<String, String> JARS =
      Map.of(
          DEBUGGER, "org.graalvm.tools:dap-tool, org.graalvm.shadowed:json",
          SAMPLER, "org.graalvm.tools:profiler-tool, org.graalvm.shadowed:json");

  private Tools() {}

  /** Of this machine alone: who debugs a script can have it do anything. */
  static String address(long port) {
    return "localhost:" + port;
  }

  /**
   * An engine with tools, which say on {@code err} what they have to say. It has to be closed after
   * its context, which is when the profiler writes.
   *
   * @param tools options of the engine
   */
  static Engine engine(Map<String, String> tools, OutputStream err) {
    // asked first: an engine that is made with the options of a tool that is not there fails
    try (Engine plain = Engine.newBuilder(NnLanguage.ID).out(err).err(err).build()) {
      Set<String> there = plain.getInstruments().keySet();
      for (String tool : tools.keySet()) {
        if (!there.contains(tool)) {
          throw Messages.noTool(tool, JARS.get(tool));
        }
      }
    }
    Engine.Builder engine = Engine.newBuilder(NnLanguage.ID);
    if (tools.containsKey(DEBUGGER)) {
      // nothing runs before somebody is there to look at it
      engine.option("dap.WaitAttached", "true");
    }
    return engine
        .in(InputStream.nullInputStream())
        .out(err)
        .err(err)
        .allowExperimentalOptions(true)
        .options(tools)
        .build();
  }
}
