// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.tensor.DType;

/** About how long steps take on one thread: enough to tell what is worth sharing. */
final class TileCost {
  private TileCost() {}

  /** Nanoseconds for each number of the program's rows x cols. */
  static double of(Step step, TileProgram program) {
    int register = TileSteps.writes(step);
    if (register < 0) {
      register = TileSteps.reads(step)[0];
    }
    boolean reduces = step instanceof Step.Reduce;
    double share =
        program.perRow().get(register) && !reduces ? 1.0 / Math.max(1, program.cols()) : 1;
    return share * each(step) * (program.registers() == Registers.FLOATS ? 1 : 3);
  }

  private static double each(Step step) {
    return switch (step) {
      case Step.Load s ->
          s.access() instanceof Access.Strided ? 1 : s.dtype() == DType.INT ? 0.5 : 0.15;
      case Step.Fill s -> 0;
      case Step.Iota s -> 0.3;
      case Step.Random s -> 2.5;
      case Step.Map1 s -> of(s.op());
      case Step.Map2 s -> of(s.op());
      case Step.Mix s -> 0.1;
      case Step.Select s -> 0.7;
      case Step.Expand s -> 0.15;
      case Step.Reduce s -> s.op() == Reduction.SUM ? 0.25 : 0.7;
      case Step.Store s -> s.dtype() == DType.FLOAT32 ? 0.15 : 0.5;
      case Step.Columns s -> 0.1;
      case Step.Total s -> 0.1;
    };
  }

  private static double of(Unary op) {
    return switch (op) {
      case EXP, SIGMOID -> 1;
      case EXPM1, LOG1P, ATAN -> 3;
      case SOFTPLUS -> 4;
      case LOG, SIN, COS -> 1.2;
      case TANH, ERF, GELU, GELU_SLOPE -> 0.7;
      case POW_C, RPOW_C -> 20;
      case NOT, IS_NAN, GT_C, GE_C, LT_C, LE_C, EQ_C, NE_C -> 0.7;
      default -> 0.1;
    };
  }

  private static double of(Binary op) {
    return switch (op) {
      case POW -> 25;
      case MOD, FLOOR_DIV -> 8;
      case EQ, NE, LT, LE, GT, GE, AND, OR -> 0.7;
      default -> 0.1;
    };
  }
}
