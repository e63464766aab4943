// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** A file's text: what is public, the net as a method, and its parts. */
final class JavaSource {
  private final NetGraph net;
  private final String name;
  private final JavaText text = new JavaText();
  private final List<String> sizes = new ArrayList<>();
  private final JavaParts parts;
  private final JavaWriter writer;
  private final List<Node> arguments;
  private final Node result;

  private JavaSource(NetGraph net, String name) {
    this.net = net;
    this.name = name;
    if (net.results().size() != 1) {
      throw Problem.of(
              ErrorCode.VALUE, "predict gives one tensor, this net gives " + net.results().size())
          .hint(".onnx files have any number of outputs");
    }
    arguments = net.arguments();
    result = net.results().get(0);
    for (Node x : arguments) {
      for (Dim d : x.type().dims()) {
        if (!d.isKnown() && !d.equals(Dim.named(d.toString()))) {
          throw open(d);
        }
        if (!d.isKnown() && !sizes.contains(text.of(d))) {
          sizes.add(text.of(d));
        }
      }
      List<Dim> row = row(x).stream().filter(d -> !d.isKnown()).toList();
      if (row.size() > 1) {
        throw open(row.get(1));
      }
    }
    sizes.forEach(text::name);
    List.of("predict", "generate", "forward", "WEIGHTS", "read", name).forEach(text::name);
    parts = new JavaParts(net, text, sizes);
    writer = new JavaWriter(net, text, parts, "    ");
    arguments.forEach(x -> writer.put(x, text.name(net.name(x))));
    writer.write(net.nodes(), net.results());
  }

  static JavaSource of(NetGraph net, String name) {
    return new JavaSource(net, name);
  }

  private static Problem open(Dim d) {
    return Problem.of(ErrorCode.VALUE, "the length of a row does not tell the size " + d)
        .hint("an example of the input, `input: x`, leaves the number of rows open alone");
  }

  int bytes() {
    return parts.bytes();
  }

  List<Tensor> data() {
    return parts.data();
  }

  // ---- text

  /** With the weights inside. */
  String text(List<String> base64) {
    String all =
        base64.stream()
            .map(s -> "        \"\"\"\n" + lines(s) + "        \"\"\"")
            .collect(Collectors.joining(",\n"));
    return file(
        """
          private static java.nio.ByteBuffer read() {
            String[] data = {
        %s
            };
            byte[] bytes = java.util.Base64.getDecoder().decode(String.join("", data));
            return java.nio.ByteBuffer.wrap(bytes);
          }
        """
            .formatted(all));
  }

  private static String lines(String s) {
    var out = new StringBuilder();
    for (int i = 0; i < s.length(); i += 100) {
      out.append("        ").append(s, i, Math.min(s.length(), i + 100)).append("\\\n");
    }
    return out.toString();
  }

  /** With the weights in a file beside the class. */
  String text(String bin) {
    return file(
        """
          /** The weights stand in the file %2$s, beside this class or in the current folder. */
          private static java.nio.ByteBuffer read() {
            try (java.io.InputStream in = %1$s.class.getResourceAsStream("%2$s")) {
              byte[] bytes =
                  in != null
                      ? in.readAllBytes()
                      : java.nio.file.Files.readAllBytes(java.nio.file.Path.of("%2$s"));
              return java.nio.ByteBuffer.wrap(bytes);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException("the weights in %2$s cannot be read", e);
            }
          }
        """
            .formatted(name, bin));
  }

  private String file(String read) {
    var out = new StringBuilder();
    out.append("// Written by nn: ").append(net.net().describe().replaceAll("[\\\\\\s]+", " "));
    out.append(". Needs Java 17 or later and nothing else.\n\n");
    out.append("/** A net with its weights: see {@code predict}. */\n");
    out.append("public final class ").append(name).append(" {\n");
    out.append("  private static final java.nio.ByteBuffer WEIGHTS = read();\n\n");
    parts.fields().forEach(f -> out.append(f).append('\n'));
    out.append("  private ").append(name).append("() {}\n\n");
    out.append(predict());
    JavaGenerate generate = JavaGenerate.of(net);
    if (generate != null) {
      out.append(generate.text());
    }
    out.append(forward());
    out.append(parts.methods());
    out.append('\n').append(read);
    return out.append("}\n").toString();
  }

  /** What a caller hands in. */
  private static String given(Node argument) {
    return argument.dtype() == DType.INT ? "int" : "float";
  }

  /** Whether all arguments are rows, as many as one likes, and so is the result. */
  private boolean hasBatch() {
    return !arguments.isEmpty()
        && Stream.concat(arguments.stream(), Stream.of(result)).allMatch(x -> x.rank() > 0)
        && Stream.concat(arguments.stream(), Stream.of(result))
                .map(x -> x.type().dim(0))
                .distinct()
                .count()
            == 1
        && !arguments.get(0).type().dim(0).isKnown();
  }

  /** The sizes of what predict takes for one row. */
  private List<Dim> row(Node argument) {
    List<Dim> dims = argument.type().dims();
    return hasBatch() ? dims.subList(1, dims.size()) : dims;
  }

  private String each(Function<Node, String> text) {
    return arguments.stream().map(text).collect(Collectors.joining(", "));
  }

  private String predict() {
    String shapes = each(x -> new Type(x.dtype(), row(x)).shapeText());
    var out = new StringBuilder();
    out.append(
        "  /** What the net gives for " + (hasBatch() ? "one row " : "") + shapes + ". */\n");
    out.append("  public static float[] predict(" + each(x -> given(x) + "[] " + of(x)) + ") {\n");
    if (hasBatch()) {
      String one = each(x -> "new " + given(x) + "[][] {" + of(x) + "}");
      out.append("    return predict(" + one + ")[0];\n  }\n\n");
    } else {
      out.append(known(x -> of(x) + ".length"));
      String all =
          each(x -> joiner(x) + "(new " + given(x) + "[][] {" + of(x) + "}, " + width(x) + ")");
      out.append("    return forward(" + all + more() + ");\n  }\n\n");
    }
    if (arguments.isEmpty()) {
      return out.toString();
    }
    String first = of(arguments.get(0));
    out.append("  /** What the net gives for each of some rows, all of one length. */\n");
    out.append(
        "  public static float[][] predict(" + each(x -> given(x) + "[][] " + of(x)) + ") {\n");
    out.append("    float[][] out = new float[" + first + ".length][];\n");
    if (!hasBatch()) {
      out.append("    for (int row = 0; row < out.length; row++) {\n");
      out.append("      out[row] = predict(" + each(x -> of(x) + "[row]") + ");\n");
      return out.append("    }\n    return out;\n  }\n\n").append(joined()).toString();
    }
    String batch = text.of(arguments.get(0).type().dim(0));
    out.append("    if (out.length == 0) {\n      return out;\n    }\n");
    out.append("    int " + batch + " = out.length;\n");
    out.append(known(x -> of(x) + "[0].length"));
    String all = each(x -> joiner(x) + "(" + of(x) + ", " + width(x) + ")");
    out.append("    float[] y = forward(" + all + more() + ");\n");
    out.append("    int count = y.length / " + batch + ";\n");
    out.append("    for (int row = 0; row < " + batch + "; row++) {\n");
    out.append(
        "      out[row] = java.util.Arrays.copyOfRange(y, row * count, (row + 1) * count);\n");
    return out.append("    }\n    return out;\n  }\n\n").append(joined()).toString();
  }

  private String of(Node argument) {
    return writer.of(argument);
  }

  private String width(Node argument) {
    return text.product(row(argument));
  }

  private String more() {
    String all = String.join(", ", sizes);
    return sizes.isEmpty() || arguments.isEmpty() ? all : ", " + all;
  }

  /** Has the sizes that a row's length tells. */
  private String known(Function<Node, String> length) {
    var out = new StringBuilder();
    Set<Dim> told = new LinkedHashSet<>();
    for (Node x : arguments) {
      long known =
          row(x).stream().filter(Dim::isKnown).mapToLong(Dim::value).reduce(1, (a, b) -> a * b);
      for (Dim d : row(x)) {
        if (!d.isKnown() && told.add(d)) {
          String rest = known == 1 ? "" : " / " + known;
          out.append("    int " + text.of(d) + " = " + length.apply(x) + rest + ";\n");
        }
      }
    }
    return out.toString();
  }

  /** Makes rows what the net takes, one after the other. */
  private String joined() {
    return arguments.stream()
        .map(x -> joined(joiner(x), given(x), JavaText.type(x.dtype())))
        .distinct()
        .collect(Collectors.joining());
  }

  private static String joiner(Node argument) {
    return "joined" + JavaText.box(argument.dtype()) + "s";
  }

  private static String joined(String name, String given, String own) {
    String value = own.equals("boolean") ? "row[i] != 0" : "row[i]";
    return """
          private static %2$s[] %4$s(%1$s[][] rows, int width) {
            %2$s[] out = new %2$s[rows.length * width];
            int next = 0;
            for (%1$s[] row : rows) {
              if (row.length != width) {
                throw new IllegalArgumentException(
                    "a row has " + row.length + " numbers, not " + width);
              }
              for (int i = 0; i < width; i++) {
                out[next++] = %3$s;
              }
            }
            return out;
          }

        """
        .formatted(given, own, value, name);
  }

  private String forward() {
    String value = writer.of(result);
    DType dtype = result.dtype();
    if (dtype != DType.FLOAT32) {
      parts.use(dtype == DType.BOOL ? "flags" : "floats", dtype);
      value = (dtype == DType.BOOL ? "flags(" : "floats(") + value + ")";
    }
    List<String> parameters = new ArrayList<>();
    arguments.forEach(x -> parameters.add(JavaText.type(x.dtype()) + "[] " + of(x)));
    sizes.forEach(s -> parameters.add("int " + s));
    return "  private static float[] forward(%s) {\n%s    return %s;\n  }\n\n"
        .formatted(String.join(", ", parameters), writer.lines().replaceFirst("^\n", ""), value);
  }
}
