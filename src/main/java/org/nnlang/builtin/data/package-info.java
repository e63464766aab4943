// SPDX-License-Identifier: Apache-2.0
/** Reads and cuts data. */
package org.nnlang.builtin.data;
