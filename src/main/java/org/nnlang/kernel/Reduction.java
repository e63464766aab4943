// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/** How many numbers become one. Over none of them: 0, 1, -inf, inf. */
public enum Reduction {
  SUM,
  PROD,
  MAX,
  MIN,
}
