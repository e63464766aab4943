// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

/** Never thrown: who catches it must find it before {@link Nn} can say what is wanted. */
public class NnException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
