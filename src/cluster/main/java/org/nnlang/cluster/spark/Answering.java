// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.nnlang.NnWorker;

/**
 * What a task does: has a worker answer for its part. Workers stay in their process from round to
 * round, for those that come after; which one answers makes no difference.
 */
final class Answering implements Function<Integer, byte[]> {
  private static final long serialVersionUID = 1;

  /** Idle workers by training. */
  private static final Map<String, Deque<NnWorker>> IDLE = new ConcurrentHashMap<>();

  private final String training;
  private final Broadcast<byte[]> copy;
  private final Broadcast<byte[]> request;
  private final int parts;
  private final int threads;

  /**
   * @param training tells one from another in this process
   * @param copy of the script
   * @param threads of a worker
   */
  Answering(
      String training, Broadcast<byte[]> copy, Broadcast<byte[]> request, int parts, int threads) {
    this.training = training;
    this.copy = copy;
    this.request = request;
    this.parts = parts;
    this.threads = threads;
  }

  @Override
  public byte[] call(Integer part) {
    IgnoredInterrupts.ignored();
    try {
      return answer(part);
    } catch (OutOfMemoryError e) {
      return NnWorker.outOfMemory(here());
    }
  }

  private byte[] answer(int part) {
    Deque<NnWorker> idle = IDLE.computeIfAbsent(training, t -> new ArrayDeque<>());
    NnWorker worker;
    synchronized (idle) {
      worker = idle.poll();
    }
    if (worker == null) {
      worker = new NnWorker(copy.value(), here(), threads);
    }
    byte[] answer = worker.answer(request.value(), part, parts);
    // one whose thread was killed does not come back
    synchronized (idle) {
      idle.push(worker);
    }
    return answer;
  }

  /** Ends the workers of a training in this process. */
  static void end(String training) {
    Deque<NnWorker> idle = IDLE.remove(training);
    if (idle != null) {
      idle.forEach(NnWorker::close);
    }
  }

  private static String here() {
    SparkEnv env = Objects.requireNonNull(SparkEnv.get());
    return env.blockManager().blockManagerId().host() + " (executor " + env.executorId() + ")";
  }
}
