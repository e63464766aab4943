// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A script with a net of tokens, {@code net}, of random parts, each causal as people write them.
 */
final class RandomNet {
  static final int VOCABULARY = 11;

  private final Random random;
  private final List<String> members = new ArrayList<>();
  private final List<String> forward = new ArrayList<>();
  private final int dim;
  private int names;

  RandomNet(long seed) {
    random = new Random(seed * 7919 + 13);
    dim = 8 * (1 + random.nextInt(2));
    member("tokens = embedding(" + VOCABULARY + ", " + dim + ")");
    forward.add("x = tokens(ids)");
    places();
    for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
      forward.add(random.nextBoolean() ? "x = x + " + part() : "x = " + part());
      if (random.nextInt(3) == 0) {
        forward.add("x = " + perPlace("x"));
      }
    }
    if (random.nextInt(4) == 0) {
      forward.add("x @ tokens.weight.T");
    } else {
      String head = member("linear(" + dim + ", " + VOCABULARY + ")");
      forward.add(head + "(x)");
    }
  }

  String text() {
    var out = new StringBuilder("model Net() {\n");
    members.forEach(m -> out.append("  ").append(m).append('\n'));
    out.append("  forward(ids: int[batch, time]) -> [batch, time, vocab] {\n");
    forward.forEach(line -> out.append("    ").append(line).append('\n'));
    return out.append("  }\n}\nnet = Net()\n").toString();
  }

  /** A part of the net; gives its name. */
  private String member(String made) {
    if (made.startsWith("tokens =")) {
      members.add(made);
      return "tokens";
    }
    String name = "part" + names++;
    members.add(name + " = " + made);
    return name;
  }

  private String let(String value) {
    String name = "v" + names++;
    forward.add(name + " = " + value);
    return name;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void places() {
    switch (random.nextInt(6)) {
      case 0 -> {
        String table = member("embedding(40, " + dim + ")");
        forward.add("x = x + " + table + "(arange(time))");
      }
      case 1 -> {
        String table = member("randn([50, " + dim + "])");
        forward.add("x = x + " + table + "[0..time]");
      }
      case 2 -> {
        String angle =
            let("arange(time).unsqueeze(1).float() * exp(arange(" + dim / 2 + ").float() * -0.7)");
        forward.add("x = x + concat([sin(" + angle + "), cos(" + angle + ")], axis: 1)");
      }
      case 3 -> forward.add("x = x + (arange(time).float() / 10).unsqueeze(1)");
      default -> {
        // none
      }
    }
  }

  private String part() {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> attention();
      case 3 -> mask() + " @ " + perPlace("x");
      case 4 -> convolution();
      case 5 -> recurrent();
      case 6 -> shifted();
      case 7 -> sums();
      default -> perPlace("x");
    };
  }

  private String perPlace(String x) {
    return switch (random.nextInt(8)) {
      case 0 -> member("layer_norm(" + dim + ")") + "(" + x + ")";
      case 1 -> member("rms_norm(" + dim + ")") + "(" + x + ")";
      case 2 -> {
        String wide = member("linear(" + dim + ", 20)");
        yield member("linear(20, " + dim + ")")
            + "("
            + one(List.of("gelu", "relu", "silu", "tanh"))
            + "("
            + wide
            + "("
            + x
            + ")))";
      }
      case 3 -> "softmax(" + x + ", axis: -1)";
      case 4 -> {
        String halves = let(x + ".split(2, axis: -1)");
        yield "concat([" + halves + "[1], " + halves + "[0]], axis: -1)";
      }
      case 5 -> {
        String flat = let(x + ".reshape([batch * time, " + dim + "])");
        yield "tanh(" + flat + ").reshape([batch, time, " + dim + "])";
      }
      case 6 -> "rearrange(" + x + ", \"b t (g d) -> b t (d g)\", g: 4)";
      default -> "(sigmoid(" + x + ") * " + x + ")";
    };
  }

  /** Weights {@code [time, time]} whose rows add up what is not later. */
  private String mask() {
    return switch (random.nextInt(4)) {
      case 0 -> let("tril(ones([time, time])) / arange(1, time + 1).unsqueeze(1).float()");
      case 1 -> {
        String ones = let("tril(ones([time, time]))");
        yield let(ones + " / " + ones + ".sum(axis: 1, keep: true)");
      }
      case 2 ->
          let("softmax(where(tril(ones([time, time])) == 0, -inf, zeros([time, time])), axis: -1)");
      default -> {
        String away = let("arange(time).unsqueeze(1) - arange(time)");
        yield let("where(" + away + " >= 0, exp(" + away + ".float() * -0.5), 0.0)");
      }
    };
  }

  private String attention() {
    int heads = one(List.of(1, 2, 4));
    int width = dim / heads;
    boolean grouped = heads > 1 && random.nextInt(4) == 0;
    int shared = grouped ? heads / 2 : heads;
    String q;
    String k;
    String v;
    if (!grouped && random.nextBoolean()) {
      String qkv = member("linear(" + dim + ", " + 3 * dim + ")");
      String all =
          let("rearrange(" + qkv + "(x), \"b t (n h d) -> n b h t d\", n: 3, h: " + heads + ")");
      q = all + "[0]";
      k = all + "[1]";
      v = all + "[2]";
    } else {
      q = head(heads, width);
      k = head(shared, width);
      v = head(shared, width);
    }
    if (width % 2 == 0 && random.nextInt(3) == 0) {
      String turn = member("rope(" + width + ")");
      q = turn + "(" + q + ")";
      k = turn + "(" + k + ")";
    }
    q = let(q);
    k = let(k);
    v = let(v);
    String y = grouped ? primitive(q, k, v) : attended(q, k, v, width);
    String proj = member("linear(" + dim + ", " + dim + ")");
    return proj + "(rearrange(" + y + ", \"b h t d -> b t (h d)\"))";
  }

  private String head(int heads, int width) {
    String made = member("linear(" + dim + ", " + heads * width + ", bias: false)");
    return random.nextBoolean()
        ? "rearrange(" + made + "(x), \"b t (h d) -> b h t d\", h: " + heads + ")"
        : made + "(x).reshape([batch, time, " + heads + ", " + width + "]).permute([0, 2, 1, 3])";
  }

  private String primitive(String q, String k, String v) {
    String how =
        one(
            List.of(
                "causal: true",
                "window: 5",
                "causal: true, scale: 0.3",
                "mask: tril(ones([time, time])) == 1",
                "mask: arange(time).unsqueeze(1) >= arange(time)"));
    return let("attention(" + q + ", " + k + ", " + v + ", " + how + ")");
  }

  private String attended(String q, String k, String v, int width) {
    if (random.nextInt(3) == 0) {
      return primitive(q, k, v);
    }
    String scores =
        let(
            random.nextBoolean()
                ? q + " @ " + k + ".permute([0, 1, 3, 2]) / sqrt(" + width + ")"
                : "einsum(\"b h i d, b h j d -> b h i j\", " + q + ", " + k + ") * 0.4");
    String weights =
        switch (random.nextInt(8)) {
          case 0 -> "softmax(where(tril(ones([time, time])) == 0, -inf, " + scores + "), axis: -1)";
          case 1 ->
              "softmax(where(arange(time).unsqueeze(1) >= arange(time), "
                  + scores
                  + ", -1e9), axis: -1)";
          case 2 -> "softmax(" + scores + " + (1 - tril(ones([time, time]))) * -1e9, axis: -1)";
          case 3 -> "softmax(" + scores + " + triu(full([time, time], -1e30), 1), axis: -1)";
          case 4 -> {
            String e = let("exp(tanh(" + scores + ")) * tril(ones([time, time]))");
            yield e + " / " + e + ".sum(axis: -1, keep: true)";
          }
          case 5 -> "tril(" + scores + ") * 0.2";
          case 6 -> {
            String away = let("(arange(time) - arange(time).unsqueeze(1)).float()");
            yield "softmax(where("
                + away
                + " > 0, -inf, "
                + scores
                + " + 0.3 * "
                + away
                + "), axis: -1)";
          }
          default -> {
            String away = let("arange(time).unsqueeze(1) - arange(time)");
            yield "softmax(where("
                + away
                + " >= 0, where("
                + away
                + " < 4, "
                + scores
                + ", -inf), -inf), axis: -1)";
          }
        };
    String w = let(weights);
    return let(
        random.nextBoolean()
            ? w + " @ " + v
            : "einsum(\"b h i j, b h j d -> b h i d\", " + w + ", " + v + ")");
  }

  private String convolution() {
    int kernel = 2 + random.nextInt(3);
    String turned = let(perPlace("x") + ".permute([0, 2, 1])");
    String y =
        switch (random.nextInt(5)) {
          case 0 -> {
            String made = member("conv1d(%d, %d, %d, causal: true)".formatted(dim, dim, kernel));
            yield made + "(" + turned + ")";
          }
          case 1 -> {
            String made =
                member("conv1d(%d, %d, %d, causal: true, dilation: 2)".formatted(dim, dim, kernel));
            yield made + "(" + turned + ")";
          }
          case 2 -> {
            String made =
                member(
                    "conv1d(%d, %d, %d, padding: %d, groups: %d)"
                        .formatted(dim, dim, kernel, kernel - 1, dim));
            yield made + "(" + turned + ")[:, :, 0..time]";
          }
          case 3 -> {
            String made = member("conv1d(%d, %d, %d)".formatted(dim, dim, kernel));
            yield made + "(pad(" + turned + ", [[0, 0], [0, 0], [" + (kernel - 1) + ", 0]]))";
          }
          default -> {
            String made = member("conv1d(%d, %d, %d)".formatted(dim, dim, kernel));
            yield "pad(" + made + "(" + turned + "), [[0, 0], [0, 0], [" + (kernel - 1) + ", 0]])";
          }
        };
    return let(y) + ".permute([0, 2, 1])";
  }

  private String recurrent() {
    String cell = one(List.of("rnn", "gru", "lstm"));
    String layers = random.nextInt(3) == 0 ? ", layers: 2" : "";
    return member(cell + "(" + dim + ", " + dim + layers + ")") + "(x)";
  }

  private String shifted() {
    String before =
        switch (random.nextInt(4)) {
          case 0 -> "pad(x, [[0, 0], [1, 0], [0, 0]])[:, 0..time]";
          case 1 -> "concat([zeros([batch, 1, " + dim + "]), x[:, 0..time - 1]], axis: 1)";
          case 2 -> "pad(x, [[0, 0], [2, 0], [0, 0]])[:, 0..time]";
          default -> "pad(x[:, 1..] - x[:, 0..time - 1], [[0, 0], [1, 0], [0, 0]])";
        };
    String now = let(before);
    return one(List.of(now, "(x - " + now + ")", "(0.3 * x + 0.7 * " + now + ")"));
  }

  private String sums() {
    return switch (random.nextInt(3)) {
      case 0 -> "0.1 * cumsum(x, axis: 1)";
      case 1 -> "cumsum(x, axis: 1) / arange(1, time + 1).unsqueeze(1).float()";
      default -> {
        String e = let("exp(tanh(x))");
        yield "cumsum(" + e + " * x, axis: 1) / cumsum(" + e + ", axis: 1)";
      }
    };
  }
}
