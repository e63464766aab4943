// SPDX-License-Identifier: Apache-2.0
/**
 * {@code nn lsp}: the Language Server Protocol over what {@code org.nnlang.editor} knows. Only
 * turns positions into offsets and answers into messages.
 */
package org.nnlang.lsp;
