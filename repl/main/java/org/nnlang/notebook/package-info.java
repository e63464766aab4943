// SPDX-License-Identifier: Apache-2.0
/**
 * {@code nn kernel}: nn in Jupyter's notebooks. A cell is an entry of the session that the prompt
 * has as well; only what is shown, and where, is other.
 */
package org.nnlang.notebook;
