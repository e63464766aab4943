// SPDX-License-Identifier: Apache-2.0
/** Reads and writes files. */
package org.nnlang.builtin.file;
