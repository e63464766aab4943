// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Master and Workers of Spark as processes, as a company has them. */
final class Standalone implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final int port;
  private final List<Process> all = new ArrayList<>();

  Standalone(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    start(
        Path.of(System.getProperty("java.home")),
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    while (!answers()) {
      Thread.sleep(100);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return "spark://" + HOST + ":" + port;
  }

  /** One with a core and 1 GB. */
  Process worker() {
    return worker(Path.of(System.getProperty("java.home")));
  }

  Process worker(Path java) {
    return start(
        java,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "1g",
        address());
  }

  private Process start(Path java, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    // executors run on it
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_LOCAL_DIRS", folder.toString());
    builder.environment().put("SPARK_WORKER_DIR", folder.toString());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process made = builder.start();
      all.add(made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does, the executors of a Worker first. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Kills the executors of a Worker alone. */
  static void killExecutors(Process worker) {
    worker.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    all.forEach(Standalone::kill);
  }
}
