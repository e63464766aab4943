// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work at each of a number of steps, which hands values on from step to step: what a
 * recurrent layer is, and a loop over time in a script.
 *
 * <p>The body takes, in this order, the carried values as the step before left them, one step of
 * each sequence, and what all steps share. It gives the carried values for the next step, of the
 * same types, and then its results of this step. All that it gives is of one type of floats.
 *
 * <p>An op that is a recurrence takes, in the same order, the carried values before the first step,
 * the sequences with the steps as their first axis, and what is shared. Its results are those that
 * {@link #results} lists, one after the other in memory.
 *
 * @param body what a step does
 * @param kept for each carried value whether it is given as it was before and after every step,
 *     {@code [steps + 1, ...]} by place in time; else only as it is after the last step
 * @param sequences how many of the body's inputs after the carried ones are one step of a sequence
 * @param reversed whether it goes from the last step to the first; every sequence and every result
 *     is by place in time all the same, and a kept value is before the first step at the end
 * @param steps how many there are
 */
public record Recurrence(
    Subgraph body, List<Boolean> kept, int sequences, boolean reversed, Dim steps) {
  public Recurrence {
    kept = List.copyOf(kept);
  }

  /** How many values are handed on. */
  public int carried() {
    return kept.size();
  }

  /** How many results are given at each step besides the carried values. */
  public int given() {
    return body.outputs().size() - carried();
  }

  /** How many inputs are the same at all steps. */
  public int shared() {
    return body.inputs().size() - carried() - sequences;
  }

  /** The types of the inputs of an op that is this recurrence. */
  public List<Type> takes() {
    List<Type> out = new ArrayList<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      Type t = body.inputs().get(i).type();
      boolean sequence = i >= carried() && i < carried() + sequences;
      out.add(sequence ? along(steps, t) : t);
    }
    return out;
  }

  /** The types of the results: the carried values, kept or not, then what each step gives. */
  public List<Type> results() {
    List<Type> out = new ArrayList<>();
    for (int i = 0; i < body.outputs().size(); i++) {
      Type t = body.outputs().get(i).type();
      if (i >= carried()) {
        out.add(along(steps, t));
      } else {
        out.add(kept.get(i) ? along(steps.plus(1), t) : t);
      }
    }
    return out;
  }

  /** Where a result begins, in numbers from where the first does; that of one too many: the end. */
  public Dim offset(int result) {
    Dim at = Dim.of(0);
    for (Type t : results().subList(0, result)) {
      at = at.plus(t.count());
    }
    return at;
  }

  private static Type along(Dim steps, Type t) {
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.add(0, steps);
    return t.with(dims);
  }
}
