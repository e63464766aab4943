// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/** A value that knows the word {@code type(x)} gives for it. */
public interface Typed {
  /** {@code function}, {@code model}, {@code instance}, {@code tokenizer}, {@code dataset}, … */
  String type();
}
