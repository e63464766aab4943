// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Pair;
import org.nnlang.value.TrainedRange;

/** The rows of a data set in the order in which training takes them, by the number of the batch. */
final class BatchOrder {
  /** How often it is looked whether training is to end, while a batch is waited for. */
  private static final long POLL_MILLIS = 20;

  private final Dataset data;
  private final int size;
  private final Order order;
  private final boolean ahead;
  private @Nullable TrainedRange seen;
  private @Nullable List<Tensor> spare;
  private final Runnable poll;
  private long nextNumber;
  private @Nullable FutureTask<List<Tensor>> next;

  /**
   * @param threads whether there may be another one, which reads
   * @param poll called while another thread is waited for; what it throws ends the waiting
   */
  BatchOrder(Dataset data, DataOrder order, boolean threads, Runnable poll) {
    this.poll = poll;
    this.data = data;
    size = order.batch();
    this.order = new Order(data.size(), order.shuffle(), order.seed());
    ahead = threads && data.isRead();
  }

  /**
   * Called before a run.
   *
   * @param range takes in what is trained on
   */
  void begin(TrainedRange range) {
    seen = range;
  }

  /** Batches of an epoch. */
  long perEpoch() {
    return Math.ceilDiv(data.size(), size);
  }

  /** Batch {@code number}, from 0; its memory is written again by the next. */
  List<Tensor> get(long number) {
    if (isWhole()) {
      return ((Dataset.Rows) data).tensors();
    }
    if (ahead) {
      return readAhead(number);
    }
    spare = data.batch(rows(number), spare);
    return spare;
  }

  /** What is read from files: while this batch is computed with, another thread reads the next. */
  private List<Tensor> readAhead(long number) {
    List<Tensor> batch =
        next != null && nextNumber == number ? taken(next) : data.batch(rows(number));
    long[] rows = rows(number + 1);
    next = new FutureTask<>(() -> data.batch(rows));
    nextNumber = number + 1;
    Thread.ofPlatform().daemon().name("nn-reader").start(next);
    return batch;
  }

  private List<Tensor> taken(FutureTask<List<Tensor>> task) {
    try {
      while (true) {
        poll.run();
        try {
          return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          continue;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      poll.run();
      throw new CancellationException();
    }
  }

  /** A batch to be trained on; what the first epoch has, the net remembers the range of. */
  List<Tensor> take(long number) {
    List<Tensor> batch = get(number);
    if (number < perEpoch()) {
      Objects.requireNonNull(seen)
          .widen(new Pair<>(batch, data.targets()).inputs(), data.columns());
    }
    return batch;
  }

  /** How many rows a batch has, as a part of those that most have: 1 for all but the last. */
  double share(long number) {
    return rows(number).length / (double) Math.min(size, data.size());
  }

  /** One batch of all rows: their order makes no difference, and nothing is copied. */
  private boolean isWhole() {
    return perEpoch() == 1 && data instanceof Dataset.Rows;
  }

  /** The numbers of the rows of a batch. */
  long[] rows(long number) {
    long batches = perEpoch();
    long epoch = number / batches;
    long from = number % batches * size;
    long[] rows = new long[(int) Math.min(size, data.size() - from)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = isWhole() ? i : order.row(epoch, from + i);
    }
    return rows;
  }

  /** Lets go of memory, and of the files once what is being read has been. */
  void clear() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
    spare = null;
  }
}
