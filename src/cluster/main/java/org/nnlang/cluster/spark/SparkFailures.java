// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** What is said of an exception of Spark's. */
final class SparkFailures {
  private SparkFailures() {}

  static RuntimeException of(@Nullable Throwable why) {
    for (Throwable t = why; t != null; t = t.getCause()) {
      if (t instanceof Problem p) {
        return p;
      }
    }
    String text = String.valueOf(why);
    Problem made =
        text.contains("OutOfMemoryError")
            ? Problem.of(ErrorCode.LIMIT, "workers have too little memory for this net")
                .hint(
                    "give them more: the last number of local-cluster[…], or NN_JAVA_OPTS=-Dspark.executor.memory=4g")
            : Problem.of(ErrorCode.TRAIN, "the cluster gave up: " + brief(text))
                .hint("what was kept by `checkpoint` goes on with `resume: true`");
    return why == null ? made : made.causedBy(why);
  }

  /** The first sentence; what follows is where in Spark it was. */
  private static String brief(String text) {
    String line = text.lines().findFirst().orElse("no reason is known");
    return line.replaceAll("^(?:[\\w$]+\\.)+[\\w$]+: ", "");
  }
}
