// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import org.apache.spark.util.ShutdownHookManager;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** What is said of an exception of Spark's. */
final class SparkFailures {
  /** How Spark ends an executor in which something else than an answer had no memory. */
  private static final String ENDED_WITHOUT_MEMORY = "exited with code 52";

  private SparkFailures() {}

  static RuntimeException of(Throwable why) {
    var all = new StringBuilder();
    Throwable last = why;
    for (Throwable t = why; t != null; t = t.getCause()) {
      if (t instanceof Problem p) {
        return p;
      }
      all.append(t).append('\n');
      last = t;
    }
    String text = all.toString();
    if (ShutdownHookManager.inShutdown()) {
      // Spark ends first, and what waits for it sees that
      return Problem.of(ErrorCode.TRAIN, "this process is being ended, and the training with it")
          .hint("what was kept by `checkpoint` goes on with `resume: true`")
          .causedBy(why);
    }
    if (text.contains("UnsupportedClassVersionError")) {
      return Problem.of(ErrorCode.TRAIN, "a worker runs on a Java that is older than 25")
          .hint(
              "start its Worker with Java 25 or later, or name one that it has by"
                  + " NN_JAVA_OPTS=-Dspark.executorEnv.JAVA_HOME=/usr/lib/jvm/…")
          .causedBy(why);
    }
    if (text.contains("NoClassDefFoundError: org/nnlang")
        || text.contains("ClassNotFoundException: org.nnlang")) {
      return Problem.of(ErrorCode.TRAIN, "a worker has no nn, or none with nn-cluster")
          .hint("start its Worker by `nn cluster worker`, or send nn along: docs/cluster.md")
          .causedBy(why);
    }
    Problem made =
        text.contains("OutOfMemoryError") || text.contains(ENDED_WITHOUT_MEMORY)
            ? Problem.of(ErrorCode.LIMIT, "workers have too little memory for this net")
                .hint(
                    "give them more: the last number of local-cluster[…], or"
                        + " NN_JAVA_OPTS=-Dspark.executor.memory=4g")
            : Problem.of(ErrorCode.TRAIN, "the cluster gave up: " + brief(last.toString()))
                .hint("what was kept by `checkpoint` goes on with `resume: true`");
    return made.causedBy(why);
  }

  /** The first sentence; what follows is where in Spark it was. */
  private static String brief(String text) {
    String line = text.lines().findFirst().orElse("no reason is known");
    return line.replaceAll("^(?:(?:[\\w$]+\\.)+[\\w$]+: )+", "");
  }
}
