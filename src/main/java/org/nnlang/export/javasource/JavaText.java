// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.nnlang.graph.Dim;
import org.nnlang.tensor.DType;

/** Names, sizes and numbers as Java writes them. */
final class JavaText implements Dim.Arithmetic<String> {
  /** Variables of the methods that a file has. */
  private static final Set<String> TAKEN =
      Set.of("row", "column", "start", "out", "next", "width", "count", "logits", "tokens");

  private final Set<String> names = new HashSet<>();

  /** A name that nothing has yet, like a path of the net. */
  String name(String wanted) {
    String plain = identifier(wanted);
    String name = plain;
    for (int i = 2; !names.add(name); i++) {
      name = plain + "_" + i;
    }
    return name;
  }

  /** A path as a name. */
  static String identifier(String path) {
    var out = new StringBuilder();
    for (char c : path.toCharArray()) {
      out.append(Character.isJavaIdentifierPart(c) && c != '$' ? c : '_');
    }
    if (out.isEmpty() || !Character.isJavaIdentifierStart(out.charAt(0))) {
      out.insert(0, '_');
    }
    String name = out.toString();
    return SourceVersion.isName(name, SourceVersion.RELEASE_17) ? name : name + "_";
  }

  static String type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case INT -> "long";
      case BOOL -> "boolean";
    };
  }

  /** The class of a number, or of a truth. */
  static String box(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "Float";
      case FLOAT64 -> "Double";
      case INT -> "Long";
      case BOOL -> "Boolean";
    };
  }

  static String literal(DType dtype, double value) {
    return switch (dtype) {
      case BOOL -> value != 0 ? "true" : "false";
      case INT -> (long) value + "L";
      case FLOAT32, FLOAT64 -> {
        String box = box(dtype);
        if (Double.isNaN(value)) {
          yield box + ".NaN";
        }
        if (Double.isInfinite(value) || dtype == DType.FLOAT32 && Float.isInfinite((float) value)) {
          yield box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
        }
        yield dtype == DType.FLOAT32 ? (float) value + "f" : Double.toString(value);
      }
    };
  }

  // ---- sizes

  String of(Dim dim) {
    return dim.by(this);
  }

  /** Sizes as an array. */
  String array(List<Dim> dims) {
    return dims.stream().map(this::of).collect(Collectors.joining(", ", "new int[] {", "}"));
  }

  /** The product of sizes. */
  String product(List<Dim> dims) {
    Dim all = dims.stream().reduce(Dim.of(1), Dim::times);
    return of(all);
  }

  @Override
  public String number(long value) {
    return Long.toString(value);
  }

  /** As the variable that it is, which no loop's own has the name of. */
  @Override
  public String named(String name) {
    String plain = identifier(name);
    return plain.length() == 1 || TAKEN.contains(plain) ? plain + "_size" : plain;
  }

  @Override
  public String plus(String a, String b) {
    return b.startsWith("-") ? a + " - " + b.substring(1) : a + " + " + b;
  }

  @Override
  public String times(String a, String b) {
    return factor(a) + " * " + factor(b);
  }

  @Override
  public String floorDiv(String a, String b) {
    return "Math.floorDiv(" + a + ", " + b + ")";
  }

  @Override
  public String least(String a, String b) {
    return "Math.min(" + a + ", " + b + ")";
  }

  private static String factor(String x) {
    return x.contains(" + ") || x.contains(" - ") ? "(" + x + ")" : x;
  }
}
