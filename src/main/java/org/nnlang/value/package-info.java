// SPDX-License-Identifier: Apache-2.0
/**
 * What a script can hold.
 *
 * <p>Integers are {@link java.lang.Long}, floats {@link java.lang.Double}, then {@link
 * java.lang.Boolean}, {@link java.lang.String}, {@link org.nnlang.value.None}; a list is a {@code
 * java.util.ArrayList<Object>}, a record {@link org.nnlang.value.Record}, a range {@link
 * org.nnlang.value.Range}; a tensor is {@link org.nnlang.tensor.TensorLike}: numbers, or a node of
 * a graph being traced. Functions are {@link org.nnlang.value.Callable}s whose {@link
 * org.nnlang.value.Signature} says what they take. Whatever else has parts a script can read
 * implements {@link org.nnlang.value.HasMembers}.
 *
 * <p>Knows nothing of the tree, of Truffle or of single functions. How values are written is {@link
 * org.nnlang.value.Show}; when they are equal, {@link org.nnlang.value.Equality}; which word {@code
 * type(x)} gives, {@link org.nnlang.value.TypeNames}.
 */
@NullMarked
package org.nnlang.value;

import org.jspecify.annotations.NullMarked;
