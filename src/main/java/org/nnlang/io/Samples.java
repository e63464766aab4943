// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Small real data sets that nn brings along; SOURCES.md beside them says whose they are. */
public final class Samples {
  private static final List<String> KINDS = List.of("mean", "error", "worst");
  private static final List<String> MEASURES =
      List.of(
          "radius",
          "texture",
          "perimeter",
          "area",
          "smoothness",
          "compactness",
          "concavity",
          "concave points",
          "symmetry",
          "fractal dimension");

  private Samples() {}

  /** 1,797 handwritten digits: {@code [1797, 64]}, pixels of 0 to 16, and the digit. */
  public static TableData digits(Memory memory) {
    List<String> pixels =
        IntStream.range(0, 64).mapToObj(i -> "pixel " + i / 8 + " " + i % 8).toList();
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return read(memory, "digits.csv.gz", 0, pixels, digits);
  }

  /** 569 tumours: {@code [569, 30]}, and whether they are malignant (0) or benign (1). */
  public static TableData breastCancer(Memory memory) {
    List<String> columns = new ArrayList<>();
    KINDS.forEach(kind -> MEASURES.forEach(measure -> columns.add(kind + " " + measure)));
    return read(memory, "breast_cancer.csv.gz", 1, columns, List.of("malignant", "benign"));
  }

  /** 150 irises: {@code [150, 4]}, centimetres, and which of three kinds each is. */
  public static TableData iris(Memory memory) {
    List<String> columns = List.of("sepal length", "sepal width", "petal length", "petal width");
    return read(memory, "iris.csv.gz", 1, columns, List.of("setosa", "versicolor", "virginica"));
  }

  /** 178 wines: {@code [178, 13]}, what is in them, and from which of three growers each is. */
  public static TableData wine(Memory memory) {
    List<String> columns =
        List.of(
            "alcohol",
            "malic acid",
            "ash",
            "alcalinity of ash",
            "magnesium",
            "total phenols",
            "flavanoids",
            "nonflavanoid phenols",
            "proanthocyanins",
            "color intensity",
            "hue",
            "od280/od315 of diluted wines",
            "proline");
    return read(memory, "wine.csv.gz", 1, columns, List.of("1", "2", "3"));
  }

  /** Lines of numbers, the last of them the class. */
  private static TableData read(
      Memory memory, String resource, int skip, List<String> columns, List<String> classes) {
    List<String> lines = lines(resource).skip(skip).toList();
    int width = columns.size();
    float[] x = new float[lines.size() * width];
    long[] y = new long[lines.size()];
    for (int i = 0; i < y.length; i++) {
      String[] cells = lines.get(i).split(",");
      for (int c = 0; c < width; c++) {
        x[i * width + c] = Float.parseFloat(cells[c]);
      }
      y[i] = Long.parseLong(cells[width]);
    }
    Tensor input = Tensor.of(memory, x, y.length, width);
    return new TableData(memory, List.of(input, Tensor.of(memory, y, y.length)), columns, classes);
  }

  private static java.util.stream.Stream<String> lines(String resource) {
    try (InputStream in = new GZIPInputStream(Samples.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
