// SPDX-License-Identifier: Apache-2.0
/**
 * Nets as files of other programs. {@link org.nnlang.export.NetGraph} is a net's forward as a graph
 * with sizes left open; an {@link org.nnlang.export.Exporter}, found by the ending of a path in
 * whatever jar it is, writes that by a {@code switch} over {@link org.nnlang.op.Primitive}. Knows
 * primitives and their attributes alone: no kernel, no backend, no script.
 *
 * <p>To add a format: a class that implements {@code Exporter}, marked
 * {@code @AutoService(Exporter.class)}, a row in {@code docs/export.md}, and a test in which the
 * format's own reader computes what nn computes.
 */
@NullMarked
package org.nnlang.export;

import org.jspecify.annotations.NullMarked;
