// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Where workers are asked for.
 *
 * @param text as Spark takes it
 * @param kind of master
 * @param workers processes of a local cluster; 0 elsewhere
 * @param cores of a worker; 0 where that is not said
 * @param megabytes of a worker; 0 where that is not said
 */
record Master(String text, Kind kind, int workers, int cores, int megabytes) {
  /** With less an executor does not start. */
  private static final int LEAST_MEGABYTES = 512;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d{1,4})])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d{1,4})\\s*,\\s*(\\d{1,4})\\s*,\\s*(\\d{1,7})\\s*]");
  private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,\\s]+):(\\d{1,5})");

  /** How workers run. */
  enum Kind {
    /** As threads of this process. */
    THREADS,
    /** As processes of this machine, which are started for the training. */
    PROCESSES,
    /** Where a cluster has them. */
    CLUSTER
  }

  /**
   * Reads what a script says.
   *
   * @throws Problem {@code argument} where that is no master, or there is none
   */
  static Master of(String text) {
    Matcher local = LOCAL.matcher(text);
    if (local.matches()) {
      int threads = local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
      return new Master(text, Kind.THREADS, 0, Math.max(1, threads), 0);
    }
    Matcher processes = LOCAL_CLUSTER.matcher(text);
    if (processes.matches()) {
      int megabytes = Integer.parseInt(processes.group(3));
      if (megabytes < LEAST_MEGABYTES) {
        throw Problem.of(
            ErrorCode.ARGUMENT,
            "a worker needs %d MB at least, and %s gives it %d"
                .formatted(LEAST_MEGABYTES, text, megabytes));
      }
      int workers = Integer.parseInt(processes.group(1));
      int cores = Integer.parseInt(processes.group(2));
      if (workers > 0 && cores > 0) {
        return new Master(text, Kind.PROCESSES, workers, cores, megabytes);
      }
    }
    Matcher standalone = STANDALONE.matcher(text);
    if (standalone.matches()) {
      connect(text, standalone.group(1), Integer.parseInt(standalone.group(2)));
      return new Master(text, Kind.CLUSTER, 0, 0, 0);
    }
    if (text.startsWith("k8s://") || text.equals("yarn") || text.startsWith("spark://")) {
      return new Master(text, Kind.CLUSTER, 0, 0, 0);
    }
    throw Problem.of(ErrorCode.ARGUMENT, "this is no master of Spark: \"" + text + "\"")
        .hint(
            "\"spark://host:7077\" is a cluster, \"local-cluster[2,1,2048]\" two processes of one core and 2048 MB here");
  }

  /** Spark itself would try for a minute. */
  private static void connect(String text, String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.of(ErrorCode.ARGUMENT, "no master of Spark answers at " + text)
          .hint(
              "does it run, is the address right, and may this machine reach it? docs/cluster.md has the command that starts one")
          .causedBy(e);
    }
  }
}
