// SPDX-License-Identifier: Apache-2.0
/**
 * What ANTLR makes of the grammar, and the two classes the generated ones extend. Only {@link
 * org.nnlang.syntax} uses it.
 */
@NullMarked
package org.nnlang.syntax.antlr;

import org.jspecify.annotations.NullMarked;
