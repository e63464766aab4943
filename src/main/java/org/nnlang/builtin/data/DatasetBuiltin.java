// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Type;
import org.nnlang.io.SampleData;
import org.nnlang.io.UnicodeNames;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Show;
import org.nnlang.value.Unknown;

/** {@code dataset}. */
@AutoService(Builtin.class)
public final class DatasetBuiltin implements Builtin {
  private static final String CHARACTERS = "unicode-names";

  @Override
  public String signature() {
    return "dataset(name: string)";
  }

  @Override
  public String doc() {
    return """
    Data that nn brings along. "unicode-names": a text, the names of the Unicode characters, one a
    line. "digits": 1,797 images of 8 by 8 pixels of handwritten digits, 64 numbers from 0 to 16
    each. "breast-cancer": 569 tumours, 30 measurements each, malignant (0) or benign (1). "iris":
    150 flowers of three kinds, 4 lengths each. "wine": 178 wines of three growers, 13 measurements
    each. All but the names are from the UCI Machine Learning Repository, CC BY 4.0.
    Example: data = dataset("digits"); print(data.x.shape, data.classes)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    String name = arguments.string("name");
    if (name.equals(CHARACTERS)) {
      return UnicodeNames.text();
    }
    SampleData found = found(name);
    if (found != null) {
      return found.read(session.engine().memory());
    }
    List<String> names = names();
    throw Problem.of(ErrorCode.VALUE, "there is no such data set, " + Show.quoted(name))
        .hint(
            Suggest.nearest(name, names)
                .map(near -> "did you mean " + Show.quoted(near) + "?")
                .orElse("there are " + String.join(", ", names)));
  }

  /** What there is. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(CHARACTERS));
    Stream.of(SampleData.values()).forEach(s -> names.add(s.title()));
    return names;
  }

  /** The table of that name, or null. */
  private static @Nullable SampleData found(Object name) {
    return Stream.of(SampleData.values())
        .filter(s -> s.title().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** A row of each is known: measurements, and a class. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    SampleData found = found(arguments.get("name"));
    return found == null
        ? Unknown.UNKNOWN
        : new DatasetSpec(
            List.of(Type.of(DType.FLOAT32, found.columns().size()), Type.of(DType.INT)));
  }
}
