// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

/**
 * Thrown where a check on symbolic sizes meets a decision that needs the real ones; the check ends
 * there without a word, and the rest is checked at the first call.
 */
public final class Undecided extends RuntimeException {
  public Undecided() {
    super(null, null, false, false);
  }
}
