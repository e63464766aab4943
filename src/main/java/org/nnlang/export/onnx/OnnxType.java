// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import org.nnlang.tensor.DType;

/** The numbers by which ONNX knows element types. */
final class OnnxType {
  static final int FLOAT = 1;
  static final int INT8 = 3;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int BOOL = 9;
  static final int FLOAT16 = 10;
  static final int DOUBLE = 11;

  private OnnxType() {}

  static int of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT;
      case FLOAT64 -> DOUBLE;
      case INT -> INT64;
      case BOOL -> BOOL;
    };
  }
}
