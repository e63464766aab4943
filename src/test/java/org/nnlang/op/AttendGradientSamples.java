// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link AttendGradient}. */
final class AttendGradientSamples {
  private AttendGradientSamples() {}

  static List<Sample> attendGradient() {
    AttendGradient op = new AttendGradient(new Attend(true, 0, 0.5, 0, 0));
    Sample.Arg qk = Sample.real(2, 3, 4);
    return List.of(
        of(op, qk, qk, qk, qk),
        of(op, Sample.real(2, 4), Sample.real(3, 4), Sample.real(3, 2), Sample.real(2, 2)),
        of(
            new AttendGradient(new Attend(true, 2, 0.5, 0, 0)),
            Sample.real(2, 3, 2),
            Sample.real(1, 4, 2),
            Sample.real(1, 4, 2),
            Sample.real(2, 3, 2)));
  }

  private static Sample of(AttendGradient op, Sample.Arg... args) {
    return Sample.of("attentionGradient", n -> n.get(0).graph().add(op, n), args);
  }
}
