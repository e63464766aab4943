// SPDX-License-Identifier: Apache-2.0
/** Lets nets generate. */
package org.nnlang.builtin.generate;
