// SPDX-License-Identifier: Apache-2.0
/**
 * What a graph is handed to that is to run: a {@link org.nnlang.backend.Backend} compiles it to an
 * {@link org.nnlang.backend.Executable}. Knows neither how functions are traced nor how any backend
 * works; nn-core's own is in {@code own}.
 */
@NullMarked
package org.nnlang.backend;

import org.jspecify.annotations.NullMarked;
