// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

/** Machines that take part in a training, until they are let go of. */
public interface Workers extends AutoCloseable {
  /** How many parts there are in a round. */
  int count();

  /**
   * Has all parts of a round done, each by some machine.
   *
   * <p>An answer depends on the request and on the number of its part alone: where a machine is
   * lost another one does its part again.
   *
   * @param request the same for all parts
   * @return the {@link Answer}s together, in the order of the parts, whatever the order in which
   *     they came
   * @throws org.nnlang.source.Problem where machines cannot be had, or fail again and again
   */
  Answers round(byte[] request);

  /** Lets go of the machines. */
  @Override
  void close();
}
