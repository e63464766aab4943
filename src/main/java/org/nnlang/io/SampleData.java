// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Small real data sets that nn brings along; SOURCES.md beside them says whose they are. */
public enum SampleData {
  /** 1,797 handwritten digits: {@code [1797, 64]}, pixels of 0 to 16, and the digit. */
  DIGITS(
      "digits.csv.gz",
      0,
      IntStream.range(0, 64).mapToObj(i -> "pixel " + i / 8 + " " + i % 8).toList(),
      IntStream.range(0, 10).mapToObj(Integer::toString).toList()),

  /** 569 tumours: {@code [569, 30]}, and whether they are malignant (0) or benign (1). */
  BREAST_CANCER("breast_cancer.csv.gz", 1, measures(), List.of("malignant", "benign")),

  /** 150 irises: {@code [150, 4]}, centimetres, and which of three kinds each is. */
  IRIS(
      "iris.csv.gz",
      1,
      List.of("sepal length", "sepal width", "petal length", "petal width"),
      List.of("setosa", "versicolor", "virginica")),

  /** 178 wines: {@code [178, 13]}, what is in them, and from which of three growers each is. */
  WINE(
      "wine.csv.gz",
      1,
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
          "proline"),
      List.of("1", "2", "3"));

  private final String resource;
  private final int skip;
  private final List<String> columns;
  private final List<String> classes;

  /** Lines of numbers, the last of them the class, after {@code skip} others. */
  SampleData(String resource, int skip, List<String> columns, List<String> classes) {
    this.resource = resource;
    this.skip = skip;
    this.columns = columns;
    this.classes = classes;
  }

  private static List<String> measures() {
    List<String> measures =
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
    return Stream.of("mean", "error", "worst")
        .flatMap(kind -> measures.stream().map(measure -> kind + " " + measure))
        .toList();
  }

  /** What scripts call it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A name for each input of a row. */
  public List<String> columns() {
    return columns;
  }

  /** All of it. */
  public TableData read(Memory memory) {
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

  private static Stream<String> lines(String resource) {
    try (InputStream in = new GZIPInputStream(SampleData.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
