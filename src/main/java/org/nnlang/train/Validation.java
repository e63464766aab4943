// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Dataset;

/**
 * What is measured on the way.
 *
 * @param data what to measure the loss on; may be null
 * @param metrics what else to measure there, by name
 * @param patience end after so many validations without a better one, and keep the best; 0: never
 */
public record Validation(@Nullable Dataset data, Map<String, Metric> metrics, int patience) {
  public static final Validation NONE = new Validation(null, Map.of(), 0);

  public Validation {
    Setup.atLeast("patience", patience, 0);
    if (data == null && (patience > 0 || !metrics.isEmpty())) {
      String option = patience > 0 ? "patience needs" : "metrics need";
      throw Problem.of(ErrorCode.ARGUMENT, option + " data to measure on: validate is not given");
    }
  }

  /** The loss on these rows. */
  public static Validation on(Dataset data) {
    return new Validation(data, Map.of(), 0);
  }

  public Validation withPatience(int newPatience) {
    return new Validation(data, metrics, newPatience);
  }
}
