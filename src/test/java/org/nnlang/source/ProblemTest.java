// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void becomesADiagnosticAtAPlace() {
    Span span = new SourceText("a.nn", "x[9]").span(2, 3);
    Problem problem = Problem.of(ErrorCode.INDEX, "there is no item 9");
    Problem full = problem.hint("count from 0").note("the list is made here", Span.NONE);
    assertEquals(
        new Diagnostic(
            Severity.ERROR,
            ErrorCode.INDEX,
            new Detail.Sentence("there is no item 9"),
            span,
            List.of(new Note("the list is made here", Span.NONE)),
            "count from 0",
            null),
        full.at(span));
    assertNull(problem.hint());
    assertEquals(0, full.getStackTrace().length);
    assertEquals(
        "a.nn:1:3: there is no item 9", new DiagnosticException(full.at(span)).getMessage());
  }
}
