// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;

/**
 * What Spark is told. What a user sets by a system property that begins with {@code spark.} goes
 * before; docs/cluster.md names those that matter.
 */
final class SparkSettings {
  /** The class path of nn with its module for clusters, where it is another than this process's. */
  static final String CLASS_PATH = "nn.cluster.classpath";

  /**
   * What a JVM of nn's launcher is told, but for what a Java before 25 would not start with: that
   * is told of better by what it cannot load.
   */
  private static final String JVM =
      "-Xlog:disable -XX:+UseSerialGC -Xss16m -Dpolyglot.engine.WarnInterpreterOnly=false"
          + " --enable-native-access=ALL-UNNAMED"
          + " -XX:+IgnoreUnrecognizedVMOptions -XX:+UseVectorCmov -XX:+UseCMoveUnconditionally";

  private SparkSettings() {}

  /** Cores of a worker. */
  static int cores(Master master) {
    return master.cores() > 0 ? master.cores() : Integer.getInteger("spark.executor.cores", 1);
  }

  static SparkConf of(Master master, String address, int count, Path folder) {
    SparkConf conf = new SparkConf();
    conf.setMaster(address);
    conf.setIfMissing("spark.app.name", "nn");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.local.dir", folder.toString());
    // answers are as large as the net, and numbers hardly become smaller
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.shuffle.compress", "false");
    // a machine that does not answer is given up after a minute; threads of this process are never:
    // it may have been stopped itself, by Ctrl-Z or with its machine
    boolean threads = master.kind() == Master.Kind.THREADS;
    conf.setIfMissing("spark.network.timeout", threads ? "20d" : "60s");
    conf.setIfMissing("spark.network.timeoutInterval", "10s");
    conf.setIfMissing("spark.executor.heartbeatInterval", threads ? "1h" : "5s");
    conf.setIfMissing("spark.task.maxFailures", "10");
    conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "10");
    if (master.kind() != Master.Kind.CLUSTER) {
      conf.setIfMissing("spark.driver.host", LocalCluster.LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LocalCluster.LOOPBACK);
    }
    return threads ? conf : processes(conf, master, count);
  }

  private static SparkConf processes(SparkConf conf, Master master, int count) {
    // one task a worker, with all its cores
    String cores = Integer.toString(cores(master));
    conf.setIfMissing("spark.executor.cores", cores);
    conf.setIfMissing("spark.task.cpus", cores);
    conf.setIfMissing("spark.cores.max", Integer.toString(cores(master) * count));
    if (master.kind() == Master.Kind.PROCESSES) {
      conf.setIfMissing("spark.executor.memory", master.megabytes() + "m");
      conf.setIfMissing("spark.executorEnv.SPARK_LOCAL_IP", LocalCluster.LOOPBACK);
      conf.setIfMissing("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
    }
    // Spark's launcher asks for the folder of a distribution, which there need not be
    conf.setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
    conf.setIfMissing("spark.executorEnv.SPARK_SQL_TESTING", "1");
    conf.setIfMissing("spark.executor.extraClassPath", classPath());
    conf.setIfMissing("spark.executor.extraJavaOptions", JVM);
    return conf;
  }

  private static String classPath() {
    return System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
  }
}
