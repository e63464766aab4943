// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures of numbers: a {@link org.nnlang.plot.Chart} as cells of text ({@link
 * org.nnlang.plot.TextChart}), as SVG ({@link org.nnlang.plot.Svg}) or PNG ({@link
 * org.nnlang.plot.Png}), and {@link org.nnlang.plot.Pixels} as text or PNG.
 *
 * <p>Gives back text and bytes; knows nothing of where they go, of files, or of scripts. A new kind
 * of chart becomes a record beside {@code Chart} and a list of {@link org.nnlang.plot.Shape}s,
 * which both file formats draw; a new file format draws those shapes.
 */
@NullMarked
package org.nnlang.plot;

import org.jspecify.annotations.NullMarked;
