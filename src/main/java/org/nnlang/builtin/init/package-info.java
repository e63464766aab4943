// SPDX-License-Identifier: Apache-2.0
/** First weights of layers. */
package org.nnlang.builtin.init;
