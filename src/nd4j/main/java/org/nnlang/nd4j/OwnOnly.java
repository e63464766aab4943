// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

/**
 * Thrown for what ND4J has no operation for that ends, is right, and fits into memory: the whole
 * function is then computed by nn's own engine. Without a stack, for nobody reads it.
 */
final class OwnOnly extends RuntimeException {
  OwnOnly() {
    super(null, null, false, false);
  }
}
