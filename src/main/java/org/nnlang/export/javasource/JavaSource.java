// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Gather;
import org.nnlang.op.Iota;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.HasMembers;

/** A file's text: what is public, the net as a method, and its parts. */
final class JavaSource {
  private final NetGraph net;
  private final String name;
  private final JavaText text = new JavaText();
  private final List<String> sizes = new ArrayList<>();
  private final JavaParts parts;
  private final JavaWriter writer;
  private final Node argument;
  private final Node result;

  private JavaSource(NetGraph net, String name) {
    this.net = net;
    this.name = name;
    if (net.arguments().size() != 1 || net.results().size() != 1) {
      throw Problem.of(
              ErrorCode.VALUE,
              "predict takes one tensor and gives one, this net has %d and gives %d"
                  .formatted(net.arguments().size(), net.results().size()))
          .hint(".onnx files have any number of inputs and outputs");
    }
    argument = net.arguments().get(0);
    result = net.results().get(0);
    for (Dim d : argument.type().dims()) {
      String own = JavaText.identifier(d.toString());
      if (!d.isKnown() && !sizes.contains(own)) {
        if (!d.equals(Dim.named(d.toString()))) {
          throw open(d);
        }
        sizes.add(text.name(d.toString()));
      }
    }
    boolean batch = !sizes.isEmpty() && !argument.type().dim(0).isKnown();
    if (sizes.size() > (batch ? 2 : 1)) {
      throw open(
          argument.type().dims().stream().filter(d -> !d.isKnown()).skip(1).findFirst().get());
    }
    // names of the file's own
    List.of("predict", "generate", "forward", "weights", "row", "rows", "x", "y", "WEIGHTS", name)
        .forEach(text::name);
    parts = new JavaParts(net, text, sizes);
    writer = new JavaWriter(net, text, parts, "    ");
    writer.put(argument, "x");
    writer.write(net.nodes(), net.results());
  }

  static JavaSource of(NetGraph net, String name) {
    return new JavaSource(net, name);
  }

  private static Problem open(Dim d) {
    return Problem.of(ErrorCode.VALUE, "the length of a row does not tell the size " + d)
        .hint("an example of the input, `input: x`, leaves the number of rows open alone");
  }

  int numbers() {
    return parts.numbers();
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
          private static java.nio.FloatBuffer read() {
            String[] data = {
        %s
            };
            byte[] bytes = java.util.Base64.getDecoder().decode(String.join("", data));
            return java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
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
          private static java.nio.FloatBuffer read() {
            try (java.io.InputStream in = %1$s.class.getResourceAsStream("%2$s")) {
              byte[] bytes =
                  in != null
                      ? in.readAllBytes()
                      : java.nio.file.Files.readAllBytes(java.nio.file.Path.of("%2$s"));
              return java.nio.ByteBuffer.wrap(bytes)
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .asFloatBuffer();
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
    out.append("/** A net with its weights: {@link #predict(").append(given()).append("[])}. */\n");
    out.append("public final class ").append(name).append(" {\n");
    out.append("  private static final java.nio.FloatBuffer WEIGHTS = read();\n\n");
    parts.fields().forEach(f -> out.append(f).append('\n'));
    out.append("  private ").append(name).append("() {}\n\n");
    out.append(predict());
    if (isLanguageModel()) {
      out.append(generate());
    }
    out.append(forward());
    out.append(parts.methods());
    out.append('\n').append(read);
    if (!parts.data().isEmpty()) {
      out.append(
          """

            private static float[] weights(int offset, int count) {
              float[] out = new float[count];
              WEIGHTS.get(offset, out);
              return out;
            }
          """);
    }
    return out.append("}\n").toString();
  }

  /** What a caller hands in. */
  private String given() {
    return argument.dtype() == DType.INT ? "int" : "float";
  }

  private boolean hasBatch() {
    return argument.rank() > 0 && !argument.type().dim(0).isKnown();
  }

  private String predict() {
    boolean batch = hasBatch();
    List<Dim> dims = argument.type().dims();
    List<Dim> row = batch ? dims.subList(1, dims.size()) : dims;
    long known = row.stream().filter(Dim::isKnown).mapToLong(Dim::value).reduce(1, (a, b) -> a * b);
    String open = row.stream().filter(d -> !d.isKnown()).findFirst().map(text::of).orElse("");
    String type = given();
    String own = JavaText.type(argument.dtype());
    String check =
        open.isEmpty() ? "length != " + known : known == 1 ? "" : "length % " + known + " != 0";
    var out = new StringBuilder();
    out.append("  /** What the net gives for ").append(batch ? "one row " : "");
    out.append(new Type(argument.dtype(), row).shapeText()).append(". */\n");
    out.append("  public static float[] predict(" + type + "[] row) {\n");
    out.append("    return predict(new " + type + "[][] {row})[0];\n  }\n\n");
    out.append("  /** What the net gives for each of some rows, all of one length. */\n");
    out.append("  public static float[][] predict(" + type + "[][] rows) {\n");
    if (!batch) {
      out.append("    float[][] out = new float[rows.length][];\n");
      out.append("    for (int i = 0; i < rows.length; i++) {\n");
      out.append(flat(own, "new " + type + "[][] {rows[i]}", "      ", check));
      out.append(openSize(open, known, "      "));
      out.append("      out[i] = " + call() + ";\n    }\n    return out;\n  }\n\n");
      return out.toString();
    }
    String size = text.of(dims.get(0));
    out.append("    if (rows.length == 0) {\n      return new float[0][];\n    }\n");
    out.append("    int " + size + " = rows.length;\n");
    out.append(flat(own, "rows", "    ", check));
    out.append(openSize(open, known, "    "));
    out.append("    float[] y = " + call() + ";\n");
    out.append("    float[][] out = new float[" + size + "][];\n");
    out.append("    int width = y.length / " + size + ";\n");
    out.append("    for (int i = 0; i < " + size + "; i++) {\n");
    out.append("      out[i] = java.util.Arrays.copyOfRange(y, i * width, (i + 1) * width);\n");
    return out.append("    }\n    return out;\n  }\n\n").toString();
  }

  private String openSize(String open, long known, String indent) {
    return open.isEmpty() ? "" : indent + "int " + open + " = length / " + known + ";\n";
  }

  /** Rows one after the other as what the net takes. */
  private String flat(String own, String rows, String indent, String check) {
    String value = own.equals("boolean") ? "one[k] != 0" : "one[k]";
    String wrong = check.isEmpty() ? "one.length != length" : "one.length != length || " + check;
    return """
        int length = %1$s[0].length;
        %2$s[] x = new %2$s[%3$s.length * length];
        int next = 0;
        for (%4$s[] one : %3$s) {
          if (%5$s) {
            throw new IllegalArgumentException("a row has another length: " + one.length);
          }
          for (int k = 0; k < length; k++) {
            x[next++] = %6$s;
          }
        }
        """
        .formatted(first(rows), own, whole(rows), given(), wrong, value)
        .indent(indent.length());
  }

  private static String first(String rows) {
    return rows.startsWith("new") ? "(" + rows + ")" : rows;
  }

  private static String whole(String rows) {
    return rows.startsWith("new") ? "(" + rows + ")" : rows;
  }

  private String call() {
    List<String> all = new ArrayList<>(List.of("x"));
    all.addAll(sizes);
    return "forward(" + String.join(", ", all) + ")";
  }

  private String forward() {
    String value = writer.of(result);
    DType dtype = result.dtype();
    if (dtype == DType.BOOL) {
      throw NetGraph.notCovered(result, "a result of bools", JavaWriter.FORMAT);
    }
    if (dtype != DType.FLOAT32) {
      parts.use("floats", dtype);
      value = "floats(" + value + ")";
    }
    String parameters =
        JavaText.type(argument.dtype())
            + "[] x"
            + sizes.stream().map(s -> ", int " + s).collect(Collectors.joining());
    return "  private static float[] forward(%s) {\n%s    return %s;\n  }\n\n"
        .formatted(parameters, writer.lines().replaceFirst("^\n", ""), value);
  }

  // ---- language models

  private boolean isLanguageModel() {
    return argument.dtype() == DType.INT
        && argument.rank() == 2
        && sizes.size() == 2
        && result.dtype() == DType.FLOAT32
        && result.rank() == 3
        && result.type().dims().subList(0, 2).equals(argument.type().dims())
        && result.type().last().isKnown();
  }

  /** How many tokens the net sees at most; 0 where that is not limited. */
  private long block() {
    Set<Long> limits = new LinkedHashSet<>();
    if (net.net() instanceof HasMembers m && m.member("block") instanceof Long block && block > 0) {
      limits.add(block);
    }
    for (Node n : net.nodes()) {
      boolean places =
          n.op() instanceof Gather
              && n.input(1).op() instanceof Iota
              && n.input(1).type().dims().equals(List.of(argument.type().dim(1)))
              && n.input(0).type().dim(0).isKnown();
      if (places) {
        limits.add(n.input(0).type().dim(0).value());
      }
    }
    return limits.stream().mapToLong(l -> l).min().orElse(0);
  }

  private String generate() {
    long block = block();
    String from = block > 0 ? "Math.max(0, end - " + block + ")" : "0";
    return """
          /**
           * Goes on after a prompt, token by token.
           *
           * @param temperature 0 takes the likeliest token, 1 draws by the net's probabilities
           * @return the %d new tokens that were asked for
           */
          public static int[] generate(int[] prompt, int tokens, double temperature, long seed) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            int[] all = java.util.Arrays.copyOf(prompt, prompt.length + tokens);
            for (int end = prompt.length; end < all.length; end++) {
              float[] logits = predict(java.util.Arrays.copyOfRange(all, %s, end));
              all[end] = drawn(logits, logits.length - %d, temperature, random.nextDouble());
            }
            return java.util.Arrays.copyOfRange(all, prompt.length, all.length);
          }

          /** The token at which the chances of the logits from {@code start} on reach {@code point}. */
          private static int drawn(float[] logits, int start, double temperature, double point) {
            int likeliest = start;
            for (int i = start; i < logits.length; i++) {
              likeliest = logits[i] > logits[likeliest] ? i : likeliest;
            }
            double[] chances = new double[logits.length - start];
            double sum = 0;
            for (int i = 0; i < chances.length && temperature > 0; i++) {
              chances[i] = Math.exp((logits[start + i] - logits[likeliest]) / temperature);
              sum += chances[i];
            }
            double left = point * sum;
            for (int i = 0; i < chances.length && temperature > 0; i++) {
              left -= chances[i];
              if (left < 0) {
                return i;
              }
            }
            return likeliest - start;
          }

        """
        .replace("the %d new tokens that were asked for", "the new tokens, as many as asked for")
        .formatted(from, result.type().last().value());
  }
}
