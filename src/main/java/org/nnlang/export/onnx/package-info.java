// SPDX-License-Identifier: Apache-2.0
/**
 * ONNX models. {@link org.nnlang.export.onnx.OnnxExporter} is the way in; {@code OnnxWriter} has
 * one graph's nodes written, each by {@code OnnxOps}, the {@code switch} over primitives, or, where
 * a few nodes are one operator of ONNX, as {@code Patterns} knows it. {@code OnnxGraph} and {@code
 * Proto} know the format's messages and nothing of nn.
 */
@NullMarked
package org.nnlang.export.onnx;

import org.jspecify.annotations.NullMarked;
