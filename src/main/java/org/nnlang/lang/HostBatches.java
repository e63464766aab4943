// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.StopIterationException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Pair;
import org.nnlang.value.TypeNames;

/** What the host goes through from one to the next, as data: {@code [x, y]} each time. */
final class HostBatches implements Dataset {
  private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

  private final NnContext context;
  private final Object object;
  private @Nullable Object iterator;
  private int targets = 1;

  HostBatches(NnContext context, Object object) {
    this.context = context;
    this.object = object;
  }

  static boolean is(Object value) {
    return INTEROP.hasIterator(value) || INTEROP.isIterator(value);
  }

  /** What the host gave. */
  Object object() {
    return object;
  }

  /** The same where the host gave the same, as its functions are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostBatches b && b.object.equals(object);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }

  @Override
  public boolean isStreamed() {
    return true;
  }

  /** Whatever wants all rows says that it cannot have them. */
  @Override
  public long size() {
    throw Problem.of(
            ErrorCode.TYPE,
            "this needs all rows, found batches that the host hands over one by one")
        .hint("they can be trained on: `train(net, batches, steps: 100, loss: mse)`");
  }

  /** Of the batch that came last. */
  @Override
  public int targets() {
    return targets;
  }

  @Override
  public @Nullable List<Tensor> next() {
    Object batch;
    try {
      if (iterator == null) {
        iterator = INTEROP.isIterator(object) ? object : INTEROP.getIterator(object);
      }
      if (!INTEROP.hasIteratorNextElement(iterator)) {
        return null;
      }
      batch = context.host().take(INTEROP.getIteratorNextElement(iterator));
    } catch (StopIterationException e) {
      return null;
    } catch (InteropException e) {
      throw Problem.of(ErrorCode.TYPE, "the host's batches cannot be read").causedBy(e);
    }
    Pair<Tensor> pair = Pair.of(batch, Tensor.class);
    if (pair == null) {
      throw Problem.of(
              ErrorCode.TYPE,
              "a batch of the host must be tensors, found " + TypeNames.found(batch))
          .hint("`[x, y]`, whose first axes are the rows; `[x, [y, c]]` has two targets");
    }
    targets = pair.targets();
    return Dataset.of(context.engine().memory(), pair).all();
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    throw new IllegalStateException("rows of batches have no numbers");
  }

  @Override
  public Collection<String> names() {
    return List.of();
  }

  @Override
  public @Nullable Object member(String name) {
    return HostThings.read(context, object, name);
  }

  @Override
  public String show() {
    return "batches of the host";
  }
}
