// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Record;
import org.nnlang.value.TrainedRange;

/** What a net was trained on, as a text in the header of a file. */
final class Ranges {
  private Ranges() {}

  static String written(TrainedRange range) {
    List<Object> inputs = new ArrayList<>();
    for (TrainedRange.Input i : range.inputs()) {
      inputs.add(
          new Record()
              .with("names", new ArrayList<Object>(i.names()))
              .with("min", list(i.min()))
              .with("max", list(i.max())));
    }
    return Json.write(inputs);
  }

  /** Numbers as texts: JSON has no infinities, and a column may have seen nothing. */
  private static List<Object> list(float[] numbers) {
    List<Object> out = new ArrayList<>();
    for (float x : numbers) {
      out.add(Float.toString(x));
    }
    return out;
  }

  /** What {@link #written} wrote; null where there is none, or another program's. */
  static @Nullable TrainedRange read(@Nullable String json) {
    if (json == null || !(Json.parse(json) instanceof List<?> list)) {
      return null;
    }
    List<TrainedRange.Input> inputs = new ArrayList<>();
    for (Object item : list) {
      float[] min = numbers(item, "min");
      float[] max = numbers(item, "max");
      if (min == null || max == null || min.length != max.length) {
        return null;
      }
      List<String> names = new ArrayList<>();
      if (((Record) item).get("names") instanceof List<?> given) {
        given.forEach(name -> names.add(String.valueOf(name)));
      }
      inputs.add(new TrainedRange.Input(names.size() == min.length ? names : List.of(), min, max));
    }
    return TrainedRange.of(inputs);
  }

  private static float @Nullable [] numbers(Object item, String name) {
    if (!(item instanceof Record f) || !(f.get(name) instanceof List<?> texts)) {
      return null;
    }
    float[] out = new float[texts.size()];
    for (int i = 0; i < out.length; i++) {
      try {
        out[i] = Float.parseFloat(String.valueOf(texts.get(i)));
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return out;
  }
}
