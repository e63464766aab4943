// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import java.util.ServiceLoader;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * A way to many machines. Found by its {@link #name} in the list that the build writes
 * ({@code @AutoService(Machines.class)}), in whatever jar it is.
 */
public interface Machines {
  /** The word it is chosen by. */
  String name();

  /**
   * Asks for machines; each runs the copy up to its training before its first answer.
   *
   * @param master where to ask
   * @param count of parts in a round
   * @param copy what the machines get, in bytes
   * @param poll called while it waits; what it throws ends the waiting
   * @throws Problem where they cannot be had
   */
  Workers open(String master, int count, byte[] copy, Runnable poll);

  /**
   * Those of this name.
   *
   * @param modules where to look
   * @throws Problem {@code argument} where there are none
   */
  static Machines named(String name, ClassLoader modules) {
    for (Machines m : ServiceLoader.load(Machines.class, modules)) {
      if (m.name().equals(name)) {
        return m;
      }
    }
    throw Problem.of(
            ErrorCode.ARGUMENT,
            "training on a cluster needs the module nn-cluster, which is missing")
        .hint(
            "add it to the class path; in a clone the command `nn` fetches it by itself (docs/cluster.md)");
  }
}
