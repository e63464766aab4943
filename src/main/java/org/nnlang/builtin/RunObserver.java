// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.nnlang.train.History;

/** Who compares a run of a script with another one: sees each training when it is over. */
public interface RunObserver {
  /**
   * @param place of the call, as {@code file.nn:3:7}
   * @param weights a hash of all weights and states of the net
   */
  void trained(String place, History history, String weights);
}
