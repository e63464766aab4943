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
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** What a file has besides its statements: weights, methods of loops, and helpers. */
final class JavaParts {
  private static final Pattern HEAD = Pattern.compile("(?m)^# (.*)$");

  private static final Pattern FUNCTION =
      Pattern.compile("\\b(square|rsqrt|mod|sigmoid|softplus|erf|gelu|geluSlope)\\(");

  /** More numbers than these, and not floats, are no constant that can be written down. */
  private static final long MOST_WRITTEN = 4096;

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
  private final Map<Object, String> turned = new IdentityHashMap<>();
  private int numbers;

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
    String own = typed ? body.replaceAll("\\bT\\b", type) : body;
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

  /** How many floats all weights are. */
  int numbers() {
    return numbers;
  }

  /** The field that a weight or a tensor of the net is. */
  String held(Node n) {
    Object binding = n.graph().binding(n);
    String known = held.get(binding);
    if (known == null) {
      known = field(n, binding, net.name(n).startsWith("%") ? "constant" : net.name(n));
      held.put(binding, known);
    }
    return known;
  }

  private static Tensor tensor(Object binding) {
    return binding instanceof Variable v ? v.value() : (Tensor) binding;
  }

  private String field(Node n, Object binding, String path) {
    Tensor t = tensor(binding);
    if (t.dtype() == DType.FLOAT32) {
      return declare(path, t, "weights(" + offset(binding) + ", " + t.size() + ")");
    }
    if (t.size() > MOST_WRITTEN) {
      throw NetGraph.notCovered(
          n, "a constant of " + t.size() + " numbers of " + t.dtype().word(), JavaWriter.FORMAT);
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

  /** Where the numbers of a weight begin among all. */
  private int offset(Object binding) {
    Integer known = offsets.get(binding);
    if (known != null) {
      return known;
    }
    Tensor t = tensor(binding);
    int offset = numbers;
    data.add(t);
    numbers = Math.addExact(numbers, Math.toIntExact(t.size()));
    offsets.put(binding, offset);
    return offset;
  }

  /** The field of a weight [rows, columns] as [columns, rows]. */
  String turned(Node n) {
    Object binding = n.graph().binding(n);
    return turned.computeIfAbsent(
        binding,
        b -> {
          Tensor t = tensor(b);
          use("turned", DType.FLOAT32);
          String value =
              "turned(weights(%d, %d), 1, %d, %d)"
                  .formatted(offset(b), t.size(), t.dim(0), t.dim(1));
          String path = net.name(n).startsWith("%") ? "constant" : net.name(n);
          String name = text.name(path + "_turned");
          fields.add(
              "  /** %s %s, turned. */\n  private static final float[] %s = %s;\n"
                  .formatted(path, Type.of(t).shapeText(), name, value));
          return name;
        });
  }

  /** A weight that is packed, as floats. */
  String unpacked(Node n) {
    Object codes = n.input(0).isInput() ? n.graph().binding(n.input(0)) : n;
    Set<String> paths = new LinkedHashSet<>(net.net().variables().keySet());
    for (String path : paths) {
      Variable v = Objects.requireNonNull(net.net().variables().get(path));
      if (v.packed() != null && v.packed().codes() == codes) {
        return held.computeIfAbsent(v, x -> field(n, v.value(), path));
      }
    }
    throw NetGraph.notCovered(n, "packed weights that are none of the net", JavaWriter.FORMAT);
  }
}
