// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Tensor;

/** What a file has besides its statements: weights, methods of loops, and helpers. */
final class JavaParts {
  private static final Pattern HEAD = Pattern.compile("(?m)^# (.*)$");

  private static final Pattern FUNCTION =
      Pattern.compile(
          "\\b(square|rsqrt|mod|sigmoid|softplus|erf|gelu|geluSlope|fastTanh|fastErf|fastGelu)\\(");

  /** So many numbers that are not floats are written down; more are data, as weights are. */
  private static final long MOST_WRITTEN = 16;

  private final NetGraph net;
  private final JavaText text;
  private final List<String> sizes;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, List<String>> needs = new LinkedHashMap<>();
  private final Map<String, String> helpers = new LinkedHashMap<>();
  private final List<String> methods = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private final List<Tensor> data = new ArrayList<>();
  private final Map<Object, String> held = new IdentityHashMap<>();
  private final Map<Object, Integer> offsets = new IdentityHashMap<>();
  private final Map<Object, String> matrices = new IdentityHashMap<>();
  private final Map<Object, String> turned = new IdentityHashMap<>();
  private int bytes;

  /**
   * @param sizes variables of the file that are sizes
   */
  JavaParts(NetGraph net, JavaText text, List<String> sizes) {
    this.net = net;
    this.text = text;
    this.sizes = sizes;
    read();
  }

  private void read() {
    String all;
    try (InputStream in = JavaParts.class.getResourceAsStream("Helpers.txt")) {
      all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher m = HEAD.matcher(all);
    int from = -1;
    String name = "";
    while (m.find()) {
      if (from >= 0) {
        texts.put(name, all.substring(from, m.start()));
      }
      String[] words = m.group(1).split(" ");
      name = words[0];
      needs.put(name, List.of(words).subList(1, words.length));
      from = m.end() + 1;
    }
    texts.put(name, all.substring(from));
  }

  List<String> sizes() {
    return sizes;
  }

  /** Has the file a helper for this element type. */
  void use(String helper, DType dtype) {
    String body = Objects.requireNonNull(texts.get(helper), helper);
    String type = JavaText.type(dtype);
    boolean typed = body.contains("T[]");
    String own = typed ? body.replaceAll("\\bT\\b", type).replace("(double) ", "") : body;
    helpers.put(typed ? helper + " " + type : helper, own);
    needs.getOrDefault(helper, List.of()).forEach(other -> use(other, dtype));
  }

  /** Has the file the functions of one number that a text calls. */
  void functions(String body) {
    Matcher m = FUNCTION.matcher(body);
    while (m.find()) {
      use(m.group(1), DType.FLOAT32);
    }
  }

  void method(String name, Node n, List<String> parameters, String body) {
    String type = JavaText.type(n.dtype());
    methods.add(
        "  private static %s[] %s(%s) {\n%s  }\n"
            .formatted(type, name, String.join(", ", parameters), body));
  }

  String methods() {
    return String.join("\n", methods)
        + (methods.isEmpty() ? "" : "\n")
        + String.join("\n", helpers.values());
  }

  // ---- weights

  List<String> fields() {
    return fields;
  }

  List<Tensor> data() {
    return data;
  }

  /** How many bytes all weights are. */
  int bytes() {
    return bytes;
  }

  /** Whether an input is a weight or a tensor of the net, and no argument. */
  boolean isHeld(Node n) {
    Object binding = n.graph().binding(n);
    return binding instanceof Variable || binding instanceof Tensor;
  }

  /** The field that a weight or a tensor of the net is. */
  String held(Node n) {
    Object binding = n.graph().binding(n);
    String known = held.get(binding);
    if (known == null) {
      known = field(binding, path(n));
      held.put(binding, known);
    }
    return known;
  }

  private String path(Node n) {
    return net.name(n).startsWith("%") ? "constant" : net.name(n);
  }

  private static Tensor tensor(Object binding) {
    return binding instanceof Variable v ? v.value() : (Tensor) binding;
  }

  /** The numbers of a weight, out of all. */
  private String read(Object binding) {
    Tensor t = tensor(binding);
    String helper = "read" + JavaText.box(t.dtype()) + "s";
    use(helper, t.dtype());
    return helper + "(" + offset(binding) + ", " + t.size() + ")";
  }

  private String field(Object binding, String path) {
    Tensor t = tensor(binding);
    if (t.dtype() == DType.FLOAT32 || t.size() > MOST_WRITTEN) {
      return declare(path, t, read(binding));
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < t.size(); i++) {
      all.add(
          t.dtype() == DType.INT
              ? t.getLong(i) + "L"
              : JavaText.literal(t.dtype(), t.getDouble(i)));
    }
    return declare(path, t, "{" + String.join(", ", all) + "}");
  }

  private String declare(String path, Tensor t, String value) {
    String name = text.name(path);
    fields.add(
        "  /** %s %s. */\n  private static final %s[] %s = %s;\n"
            .formatted(path, Type.of(t).shapeText(), JavaText.type(t.dtype()), name, value));
    return name;
  }

  /** Where the bytes of a weight begin among all. */
  private int offset(Object binding) {
    Integer known = offsets.get(binding);
    if (known != null) {
      return known;
    }
    Tensor t = tensor(binding);
    int offset = bytes;
    data.add(t);
    try {
      bytes = Math.addExact(bytes, Math.toIntExact(t.size() * t.dtype().bytes()));
    } catch (ArithmeticException e) {
      throw Problem.of(ErrorCode.LIMIT, "the weights are too many for one array of Java")
          .causedBy(e);
    }
    offsets.put(binding, offset);
    return offset;
  }

  /**
   * The field of a weight [rows, columns] as an array for each row: loops over arrays from their
   * beginning are those of which the JVM makes vector code.
   *
   * @param isTurned whether its columns are the rows
   */
  String matrix(Node n, boolean isTurned) {
    Object binding = n.graph().binding(n);
    return (isTurned ? turned : matrices)
        .computeIfAbsent(
            binding,
            b -> {
              Tensor t = tensor(b);
              use("matrix", t.dtype());
              String value = read(b);
              if (isTurned) {
                use("turned", t.dtype());
                value = "turned(%s, 1, %d, %d)".formatted(value, t.dim(0), t.dim(1));
              }
              long rows = isTurned ? t.dim(1) : t.dim(0);
              String name = text.name(path(n) + (isTurned ? "_columns" : "_rows"));
              fields.add(
                  "  /** %s %s, by its %s. */\n  private static final %s[][] %s = matrix(%s, %d);\n"
                      .formatted(
                          path(n),
                          Type.of(t).shapeText(),
                          isTurned ? "columns" : "rows",
                          JavaText.type(t.dtype()),
                          name,
                          value,
                          rows));
              return name;
            });
  }

  /** A weight that is packed, as floats. */
  String unpacked(Node n) {
    Object codes = n.input(0).isInput() ? n.graph().binding(n.input(0)) : n;
    Set<String> paths = new LinkedHashSet<>(net.net().variables().keySet());
    for (String path : paths) {
      Variable v = Objects.requireNonNull(net.net().variables().get(path));
      Packed packed = v.packed();
      if (packed != null && packed.codes() == codes) {
        return held.computeIfAbsent(v, x -> field(packed.kept().unpacked(), path));
      }
    }
    throw NetGraph.notCovered(n, "packed weights that are none of the net", JavaWriter.FORMAT);
  }
}
