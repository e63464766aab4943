// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lists, records and texts of a context take together, as far as it is known: large ones
 * are noted one by one, of small ones some, each for all that were made since the last. A value
 * counts until the collector has found that nobody needs it.
 */
final class Held {
  /** As many bytes of small values are noted as one. */
  private static final long SAMPLE = 64 << 10;

  /** How often it is looked, and how long waited, until what is gone is known to be. */
  private static final int LOOKS = 6;

  private final Map<Note, Note> notes = new HashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final long most;
  private long bytes;
  private long small;

  /**
   * @param most bytes that all may take
   */
  Held(long most) {
    this.most = most;
  }

  /** A value, by what it is and not by what it equals. */
  private static final class Note extends WeakReference<Object> {
    private final int hash;
    private long bytes;

    Note(Object value, ReferenceQueue<Object> gone) {
      super(value, gone);
      hash = System.identityHashCode(value);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || other instanceof Note n && n.get() != null && refersTo(n.get());
    }
  }

  /**
   * Notes what a small value takes that was made just now.
   *
   * @return whether that is more than there may be, together
   */
  boolean addSmall(Object value, long size) {
    small += size;
    if (small < SAMPLE) {
      return false;
    }
    long all = small;
    small = 0;
    return add(value, all);
  }

  /**
   * Notes what a value takes now, which may be noted already.
   *
   * @return whether that is more than there may be, together
   */
  boolean add(Object value, long size) {
    Note fresh = new Note(value, gone);
    Note note = notes.get(fresh);
    if (note == null) {
      notes.put(fresh, fresh);
      note = fresh;
    }
    bytes += size - note.bytes;
    note.bytes = size;
    return bytes > most && isFull();
  }

  /** Whether a value is noted. */
  boolean knows(Object value) {
    return notes.containsKey(new Note(value, gone));
  }

  /** The bytes that all may take. */
  long most() {
    return most;
  }

  private boolean isFull() {
    forget();
    for (int i = 0; i < LOOKS && bytes > most; i++) {
      if (i == 0) {
        System.gc();
      }
      try {
        Thread.sleep(1L << i);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      forget();
    }
    return bytes > most;
  }

  private void forget() {
    for (Reference<?> r = gone.poll(); r != null; r = gone.poll()) {
      if (notes.remove(r) instanceof Note note) {
        bytes -= note.bytes;
      }
    }
  }

  /** What is noted, in bytes. */
  long bytes() {
    forget();
    return bytes;
  }
}
