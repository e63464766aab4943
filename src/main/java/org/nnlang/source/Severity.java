// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/** Whether a diagnostic stops the script. */
public enum Severity {
  ERROR,
  WARNING
}
