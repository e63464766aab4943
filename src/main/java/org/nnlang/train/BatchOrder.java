// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
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
  private int part;
  private int parts = 1;
  private int stride = 1;
  private long nextNumber;
  private @Nullable FutureTask<List<Tensor>> next;

  /** Batches of the step in hand, where they come one by one. */
  private final TreeMap<Long, List<Tensor>> streamed = new TreeMap<>();

  /**
   * @param threads whether there may be another one, which reads
   * @param poll called while another thread is waited for; what it throws ends the waiting
   */
  BatchOrder(Dataset data, DataOrder order, boolean threads, Runnable poll) {
    this.poll = poll;
    this.data = data;
    size = order.batch();
    this.order = new Order(data.isStreamed() ? 0 : data.size(), order.shuffle(), order.seed());
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

  /**
   * From now on of each batch the rows of one part.
   *
   * @param part which, from 0
   * @param parts how many parts each batch has
   * @param stride the batch after number n that will be asked for is n plus this
   */
  void only(int part, int parts, int stride) {
    if (part != this.part || parts != this.parts) {
      clear();
    }
    this.part = part;
    this.parts = parts;
    this.stride = stride;
  }

  /** Batches of an epoch. */
  long perEpoch() {
    return data.isStreamed() ? Long.MAX_VALUE : Math.ceilDiv(data.size(), size);
  }

  /**
   * Of data that comes batch by batch, whether there are those of the next step, which are taken
   * then; those of steps before are let go.
   */
  boolean has(long first, long last) {
    streamed.headMap(first).clear();
    for (long number = first; number <= last; number++) {
      if (!streamed.containsKey(number)) {
        List<Tensor> batch = data.next();
        if (batch == null) {
          return false;
        }
        streamed.put(number, batch);
      }
    }
    return true;
  }

  /** Batch {@code number}, from 0; its memory is written again by the next. */
  List<Tensor> get(long number) {
    if (data.isStreamed()) {
      return Objects.requireNonNull(streamed.get(number));
    }
    if (isWhole() && parts == 1) {
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
    long[] rows = rows(number + stride);
    next = new FutureTask<>(() -> data.batch(rows));
    nextNumber = number + stride;
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
    if (data.isStreamed()) {
      return get(number).getFirst().dim(0);
    }
    return rows(number).length / (double) Math.min(size, data.size());
  }

  /** One batch of all rows: their order makes no difference, and nothing is copied. */
  private boolean isWhole() {
    return !data.isStreamed() && perEpoch() == 1 && data instanceof Dataset.Rows;
  }

  /** The numbers of the rows of a batch. */
  long[] rows(long number) {
    if (data.isStreamed()) {
      return LongStream.range(0, get(number).getFirst().dim(0)).toArray();
    }
    long epoch = number / perEpoch();
    long from = number % perEpoch() * size;
    int first = first(number);
    long[] rows = new long[(int) ((long) whole(number) * (part + 1) / parts) - first];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = isWhole() ? first + i : order.row(epoch, from + first + i);
    }
    return rows;
  }

  /** How many rows a batch has of all parts. */
  int whole(long number) {
    return (int) Math.min(size, data.size() - number % perEpoch() * size);
  }

  /** How many rows of a batch come before those of the part. */
  int first(long number) {
    return (int) ((long) whole(number) * part / parts);
  }

  /** Whether there are fewer rows than parts, and none for this one. */
  boolean isEmpty(long number) {
    return parts > 1 && rows(number).length == 0;
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
