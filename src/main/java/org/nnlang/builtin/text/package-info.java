// SPDX-License-Identifier: Apache-2.0
/** Texts. */
package org.nnlang.builtin.text;
