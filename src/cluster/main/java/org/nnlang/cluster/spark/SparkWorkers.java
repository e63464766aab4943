// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.Utils$;
import org.jspecify.annotations.Nullable;
import org.nnlang.cluster.Answer;
import org.nnlang.cluster.Answers;
import org.nnlang.cluster.Workers;

/**
 * The executors of one training. A round is one plain job of as many tasks as there are parts, and
 * its answers come in their order: so a lost executor costs time and no bit.
 */
final class SparkWorkers implements Workers {
  private static final long POLL_MILLIS = 20;

  /** Up to so many answers are added up by this process, more by the workers themselves. */
  private static final int TAKEN_IN = 4;

  private final String training = UUID.randomUUID().toString();
  private final int count;
  private final Runnable poll;
  private final SparkFolder scratch;
  private final int threads;
  private final boolean inSlices;
  private @Nullable LocalCluster local;
  private @Nullable JavaSparkContext context;
  private @Nullable Broadcast<byte[]> copy;
  private @Nullable JavaRDD<Integer> parts;

  private SparkWorkers(Master master, int count, Runnable poll) {
    this.count = count;
    this.poll = poll;
    scratch = new SparkFolder();
    inSlices = count > TAKEN_IN && master.kind() != Master.Kind.THREADS;
    threads = Math.max(1, master.kind() == Master.Kind.THREADS ? 1 : SparkSettings.cores(master));
  }

  /** Starts what is to be started and waits until a worker is there. */
  static SparkWorkers open(Master master, int count, byte[] copy, Runnable poll) {
    SparkWorkers made = new SparkWorkers(master, count, poll);
    try {
      made.start(master, copy);
      return made;
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  private void start(Master master, byte[] script) {
    String address =
        waitFor(
            () -> {
              if (master.kind() != Master.Kind.PROCESSES) {
                return master.text();
              }
              local = new LocalCluster(master, scratch.folder());
              return local.address();
            });
    SparkConf conf = SparkSettings.of(master, address, count, scratch.folder());
    JavaSparkContext made = waitFor(() -> new JavaSparkContext(conf));
    context = made;
    new Arrival(made, master, count).await(poll);
    copy = made.broadcast(script);
    parts = made.parallelize(IntStream.range(0, count).boxed().toList(), count).cache();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Answers round(byte[] request) {
    return within(
        () -> {
          Broadcast<byte[]> shared = context.broadcast(request);
          try {
            var answering = new Answering(training, copy, shared, count, threads);
            if (!inSlices) {
              List<byte[]> all = waitFor(parts.map(answering).collectAsync());
              return Answers.of(all.stream().map(Answer::of).toList());
            }
            try (var slicing = new Slicing(context, parts, answering, count)) {
              return Answers.joined(waitFor(slicing.sums()));
            }
          } finally {
            shared.destroy();
          }
        });
  }

  /** What {@code work} gives, done by another thread, so that this one can be stopped meanwhile. */
  private <T> T waitFor(Callable<T> work) {
    var task = new FutureTask<>(() -> within(work));
    Thread.ofPlatform().daemon().name("nn-cluster").start(task);
    return waitFor((Future<T>) task);
  }

  private <T> T waitFor(Future<T> future) {
    try {
      while (true) {
        poll.run();
        try {
          return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          continue;
        }
      }
    } catch (ExecutionException e) {
      throw SparkFailures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      poll.run();
      throw new CancellationException();
    } finally {
      future.cancel(true);
    }
  }

  /** Spark looks for classes where the thread says, and these may be in a loader of their own. */
  private static <T> T within(Callable<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(SparkWorkers.class.getClassLoader());
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw SparkFailures.of(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    within(
        () -> {
          Answering.end(training);
          if (context != null) {
            context.close();
          }
          if (local != null) {
            local.close();
          }
          // Spark keeps the first folder for all that come after
          Utils$.MODULE$.clearLocalRootDirs();
          scratch.close();
          return true;
        });
  }
}
