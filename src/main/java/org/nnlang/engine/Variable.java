// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Note;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.Tensor;

/**
 * A tensor that lives from run to run: a parameter, which training changes, or a state such as a
 * running mean. Its shape stays; the tensor is replaced, never written to, except by a trainer that
 * has taken the variable over.
 */
public final class Variable implements Origin.Known {
  private final boolean state;
  private Type type;
  private Supplier<List<Note>> makers = List::of;
  private @Nullable Tensor value;
  private @Nullable Pending first;
  private @Nullable Packing packing;
  private @Nullable Packed packed;
  private boolean trainable;
  private boolean lent;
  private long changes;

  /** A parameter, or, where it is not trainable from the start, a state. */
  public Variable(Tensor value, boolean trainable) {
    this.value = value;
    this.type = Type.of(value);
    this.trainable = trainable;
    this.state = !trainable;
  }

  /** One whose first value is made when it is needed. */
  Variable(Type type, boolean trainable, Pending first) {
    this(type, trainable);
    this.first = first;
  }

  /** One that has no value and never will: for a net whose shapes are looked at, and no more. */
  public Variable(Type type, boolean trainable) {
    this.type = type;
    this.trainable = trainable;
    this.state = !trainable;
  }

  /** One of the same value, or without one, that training of this does not change. */
  public Variable copy(Memory memory) {
    Variable twin =
        hasValue() ? new Variable(snapshot(memory), !state) : new Variable(type, !state);
    twin.packing = packing;
    twin.packed = packed;
    twin.trainable(trainable);
    twin.makers = makers;
    return twin;
  }

  /**
   * One of the same value in less memory, that is never trained.
   *
   * @param turned whether it is a matrix to be kept as its transpose
   */
  public Variable packed(Packing how, boolean turned, Memory memory) {
    Variable twin = new Variable(type, !state);
    twin.packing = how;
    twin.packed = packed == null && !hasValue() ? null : Packed.of(value(), how, turned, memory);
    twin.trainable = false;
    twin.makers = makers;
    return twin;
  }

  /** How its numbers are kept; null where they are floats. */
  public @Nullable Packing packing() {
    return packing;
  }

  /** What it holds where it is packed; null where it is not, or has no value. */
  public @Nullable Packed packed() {
    return packed;
  }

  /** Says who made it, asked when a shape does not fit. */
  public void madeBy(Supplier<List<Note>> who) {
    makers = who;
  }

  @Override
  public List<Note> makers() {
    return makers.get();
  }

  private boolean hasValue() {
    return value != null || first != null;
  }

  /** What it holds; of a packed one newly made at each call. */
  public Tensor value() {
    if (packed != null) {
      return packed.unpacked();
    }
    if (value == null && first != null) {
      exchange(first.get());
    }
    if (value == null) {
      throw new Undecided();
    }
    return value;
  }

  /** Has a first value that is still to be made be made in a tensor of its type. */
  public void makeIn(Tensor place) {
    if (first != null) {
      first.into(place);
      exchange(place);
    }
  }

  public void set(Tensor other) {
    if (!Type.of(other).equals(type())) {
      throw new IllegalArgumentException(other + " for a variable of " + value);
    }
    if (packed != null) {
      changes++;
      packed = packed.like(other);
    } else {
      exchange(other);
    }
  }

  /** Does what {@link #set} does, in every step, with a tensor that is known to be of the type. */
  public void exchange(Tensor other) {
    changes++;
    value = other;
    first = null;
  }

  /**
   * Makes {@code other} the value from outside of a run. While a trainer has the variable, its
   * numbers go into the trainer's memory, so that training goes on from them.
   */
  public void become(Tensor other) {
    if (lent) {
      value().fill(other);
    } else {
      set(other);
    }
  }

  /** The value in another type of floats; the value itself where it is none of floats. */
  public Tensor as(DType dtype, Memory memory) {
    Tensor value = value();
    if (value.dtype() == dtype || !value.dtype().isFloat()) {
      return value;
    }
    return dtype == DType.FLOAT64
        ? Tensor.of(memory, value.toDoubles(), value.shape())
        : Tensor.of(memory, value.toFloats(), value.shape());
  }

  /** Has what {@link #as} gave as its value, and its type, from now on. */
  public void cast(Tensor made) {
    exchange(made);
    type = Type.of(made);
  }

  /** Whether it is saved and never trained; a parameter that is frozen is none. */
  public boolean isState() {
    return state;
  }

  public boolean trainable() {
    return trainable;
  }

  /** Freezes a parameter, or has it trained again; a state stays one. */
  public void trainable(boolean on) {
    trainable = on && !state && packing == null;
  }

  /** Whether a trainer is writing to the tensor: who wants to keep it must copy it. */
  public void lent(boolean on) {
    changes++;
    lent = on;
  }

  /** A number that is another one when what it holds may have become something else. */
  public long changes() {
    return changes;
  }

  /** Whether it surely holds what it held when {@link #changes} was {@code then}. */
  public boolean isAsAt(long then) {
    return !lent && changes == then;
  }

  /** Whether a trainer has it. */
  public boolean isLent() {
    return lent;
  }

  /** The tensor as it is now, which nobody will write to. */
  public Tensor snapshot(Memory memory) {
    return lent ? value().copy(memory) : value();
  }

  public Type type() {
    return type;
  }
}
