// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/** The value of what has none. */
public enum None {
  NONE;

  @Override
  public String toString() {
    return "none";
  }
}
