// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A script that makes a net of random parts and calls it, and the shape that comes out by the
 * generator's own arithmetic.
 */
public final class RandomModel {
  private static final String[] ACTIVATIONS = {"tanh", "relu", "gelu", "silu", "sigmoid"};

  private final Random random;
  private final List<String> body = new ArrayList<>();
  private final List<String> forward = new ArrayList<>();
  private final long[] input;
  private long[] shape;
  private int parts;

  public RandomModel(long seed) {
    random = new Random(seed);
    shape =
        switch (random.nextInt(3)) {
          case 0 -> sizes(size(), size());
          case 1 -> sizes(size(), size(), size());
          default ->
              sizes(1 + random.nextInt(2), size(), 5 + random.nextInt(4), 5 + random.nextInt(4));
        };
    input = shape;
    for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
      step();
    }
  }

  private static long[] sizes(long... sizes) {
    return sizes;
  }

  private int size() {
    return 1 + random.nextInt(6);
  }

  long[] shape() {
    return shape;
  }

  /** An input of another first size, of random numbers. */
  public String input(long batch) {
    long[] sizes = input.clone();
    sizes[0] = batch;
    return "randn(" + java.util.Arrays.toString(sizes) + ")";
  }

  public String text() {
    String names = List.of("b", "m", "n", "o").subList(0, input.length).toString();
    var out = new StringBuilder("model Net() {\n");
    body.forEach(line -> out.append("  ").append(line).append('\n'));
    out.append("  forward(x: ").append(names).append(") {\n");
    forward.forEach(line -> out.append("    ").append(line).append('\n'));
    out.append("    x\n  }\n}\nnet = Net()\nnet(ones(");
    return out.append(java.util.Arrays.toString(input)).append("))\n").toString();
  }

  private void step() {
    switch (shape.length) {
      case 2 -> rows();
      case 3 -> sequence();
      default -> image();
    }
  }

  private long last() {
    return shape[shape.length - 1];
  }

  /** What keeps the shape, along the last axis. */
  private String same() {
    long d = last();
    String act = ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
    int inner = size();
    return switch (random.nextInt(7)) {
      case 0 -> act;
      case 1 -> "layer_norm(" + d + ")";
      case 2 -> "rms_norm(" + d + ")";
      case 3 ->
          "residual(linear("
              + d
              + ", "
              + inner
              + ") >> "
              + act
              + " >> linear("
              + inner
              + ", "
              + d
              + "))";
      case 4 ->
          "repeat(" + random.nextInt(3) + ", i -> linear(" + d + ", " + d + ") >> " + act + ")";
      case 5 -> "dropout(0.5)";
      default -> "linear(" + d + ", " + d + ", bias: false)";
    };
  }

  private String linear() {
    int out = size();
    String text = "linear(" + last() + ", " + out + ")";
    shape = shape.clone();
    shape[shape.length - 1] = out;
    return text;
  }

  private void part(String layer) {
    body.add("part" + parts + " = " + layer);
    forward.add("x = part" + parts + "(x)");
    parts++;
  }

  private void rows() {
    long b = shape[0];
    long d = shape[1];
    switch (random.nextInt(5)) {
      case 0 -> part(linear() + " >> " + same());
      case 1 -> part(same());
      case 2 -> {
        forward.add("x = concat([x, x * 2.0], axis: 1)");
        shape = sizes(b, 2 * d);
      }
      case 3 -> {
        int h = size();
        part("linear(" + d + ", " + h * d + ")");
        forward.add("x = rearrange(x, \"b (h d) -> b h d\", h: " + h + ")");
        shape = sizes(b, h, d);
      }
      default -> forward.add("x = x + x.mean(axis: 0, keep: true)");
    }
  }

  private void sequence() {
    long b = shape[0];
    long t = shape[1];
    long d = shape[2];
    switch (random.nextInt(8)) {
      case 0 -> part(linear() + " >> " + same());
      case 1 -> part(same());
      case 2 -> {
        int out = size();
        part((random.nextBoolean() ? "gru(" : "lstm(") + d + ", " + out + ")");
        shape = sizes(b, t, out);
      }
      case 3 -> {
        int heads = 1 + random.nextInt(3);
        part("linear(" + d + ", " + 3 * heads * d + ")");
        forward.add(
            "[q, k, v] = rearrange(x, \"b t (n h d) -> n b h t d\", n: 3, h: " + heads + ")");
        forward.add("x = rearrange(attention(q, k, v, causal: true), \"b h t d -> b t (h d)\")");
        shape = sizes(b, t, heads * d);
      }
      case 4 -> {
        forward.add("x = x.mean(axis: 1)");
        shape = sizes(b, d);
      }
      case 5 -> {
        forward.add("x = x.reshape([x.shape[0], " + t * d + "])");
        shape = sizes(b, t * d);
      }
      case 6 -> {
        forward.add("x = x.transpose(1, 2)");
        shape = sizes(b, d, t);
      }
      default -> {
        forward.add("x = x @ x.transpose(1, 2)");
        shape = sizes(b, t, t);
      }
    }
  }

  private void image() {
    long b = shape[0];
    long c = shape[1];
    long h = shape[2];
    long w = shape[3];
    switch (random.nextInt(4)) {
      case 0 -> {
        int out = size();
        int stride = 1 + random.nextInt(2);
        int padding = random.nextInt(2);
        part(
            "conv2d("
                + c
                + ", "
                + out
                + ", 3, stride: "
                + stride
                + ", padding: "
                + padding
                + ") >> relu");
        shape =
            sizes(b, out, (h + 2 * padding - 3) / stride + 1, (w + 2 * padding - 3) / stride + 1);
        if (shape[2] < 3 || shape[3] < 3) {
          flatten();
        }
      }
      case 1 -> {
        part((random.nextBoolean() ? "max_pool(2)" : "avg_pool(2)"));
        shape = sizes(b, c, h / 2, w / 2);
        if (shape[2] < 3 || shape[3] < 3) {
          flatten();
        }
      }
      case 2 -> part("batch_norm(" + c + ")");
      default -> flatten();
    }
  }

  private void flatten() {
    part("flatten");
    shape = sizes(shape[0], shape[1] * shape[2] * shape[3]);
  }
}
