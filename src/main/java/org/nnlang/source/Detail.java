// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.Set;

/**
 * What is wrong, as data: a sentence is made of it only where somebody reads it, and what decides
 * something by it asks for its kind and parts.
 */
public interface Detail {
  /** A plain sentence without a full stop; values of the program come last in it. */
  String message();

  /** The sizes that do not go together, those of them that are known. */
  default Set<Long> sizes() {
    return Set.of();
  }

  /** Where nothing is known that anybody decides by. */
  record Sentence(String message) implements Detail {}
}
