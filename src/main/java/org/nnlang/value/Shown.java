// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/** A value that says itself how it is written. */
public interface Shown {
  /** As {@code print} writes it. */
  String show();
}
