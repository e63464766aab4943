// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/** What a script defines by a text of its own. */
public interface HasSource {
  /** That text. */
  String source();

  /** The function or model that the text defines: itself, or, of an instance, its model. */
  Callable defined();
}
