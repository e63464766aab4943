// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** Nets to export, those of {@code scripts/} among them, and what nn itself computes with them. */
public final class Nets {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("nn.root", "..")).resolve("scripts");
  private static final Pattern MODEL = Pattern.compile("(?ms)^model .*?^\\}$");

  private Nets() {}

  /**
   * A net and what it is tried on.
   *
   * @param script gives {@code net}
   * @param inputs expressions, of several sizes
   */
  public record Net(String name, String script, List<String> inputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Net net(String name, String script, String... inputs) {
    return new Net(name, script, List.of(inputs));
  }

  /** The models that a script of {@code scripts/} defines. */
  private static String models(String script) {
    try {
      return MODEL
          .matcher(Files.readString(SCRIPTS.resolve(script)))
          .results()
          .map(m -> m.group() + "\n")
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every net of {@code scripts/}. */
  public static List<Net> ofScripts() {
    String[] rows = {"randn([1, 1])", "randn([3, 1])", "randn([16, 1])"};
    String[] pixels = {"rand([1, 64])", "rand([4, 64])", "rand([9, 64])"};
    String[] wide = {"randn([1, 30])", "randn([2, 30])", "randn([7, 30])"};
    String[] ids = {
      "arange(5).reshape([1, 5])",
      "arange(24).reshape([2, 12]) % 27",
      "arange(96).reshape([3, 32]) % 27"
    };
    String transformer = models("transformer.nn");
    String names = "vocab = 27\n" + models("names.nn");
    return List.of(
        net("square", models("square.nn") + "net = Square()", rows),
        net("generalize", models("generalize.nn") + "net = Square(relu, drop: 0.1)", rows),
        net("search", models("search.nn") + "net = Net()", rows),
        net("cancer", "net = linear(30, 32) >> relu >> dropout(0.5) >> linear(32, 2)", wide),
        net("cancer-regression", "net = linear(30, 2)", wide),
        net("digits-dense", models("digits.nn") + "net = Dense()", pixels),
        net("digits-conv", models("digits.nn") + "net = Convolutional()", pixels),
        net("names-pairs", "net = embedding(27, 27)", ids),
        net("names-mlp", names + "net = Mlp()", ids),
        net("names-gpt", names + "net = GPT()", ids),
        net("transformer", transformer + "net = GPT(27)", ids),
        net("gpt", models("gpt.nn") + "net = GPT(27, dim: 32, layers: 2)", ids));
  }

  /** Nets of every layer and standard model that the scripts do not have. */
  public static List<Net> more() {
    String[] steps = {"randn([1, 4, 3])", "randn([2, 7, 3])", "randn([5, 1, 3])"};
    String[] ids = {
      "arange(5).reshape([1, 5])",
      "arange(24).reshape([2, 12]) % 27",
      "arange(48).reshape([3, 16]) % 27"
    };
    String[] images = {"randn([1, 3, 8, 8])", "randn([2, 3, 12, 8])", "randn([3, 3, 16, 16])"};
    List<Net> out = new ArrayList<>();
    for (String kind : List.of("rnn", "gru", "lstm")) {
      out.add(net(kind, "net = " + kind + "(3, 5)", steps));
      out.add(
          net(
              kind + "-both",
              "net = " + kind + "(3, 4, layers: 2, both: true) >> linear(8, 2)",
              steps));
    }
    out.add(
        net(
            "lstm-run",
            "model Last() {\n  cell = lstm(3, 4)\n  forward(x: [batch, time, 3]) {\n"
                + "    [y, s] = cell.run(x)\n    s[1][0] + y[:, -1]\n  }\n}\nnet = Last()",
            steps));
    out.add(net("gpt", "net = gpt(27, block: 16, dim: 16, heads: 2, layers: 2)", ids));
    out.add(
        net(
            "gpt-untied",
            "net = gpt(27, block: 16, dim: 8, heads: 2, layers: 1, tied: false, bias: true)",
            ids));
    out.add(
        net("llama", "net = llama(27, block: 16, dim: 16, heads: 4, shared: 2, layers: 2)", ids));
    out.add(
        net(
            "window",
            "model Net() {\n  tokens = embedding(27, 8)\n  forward(ids: int[batch, time]) {\n"
                + "    x = tokens(ids).unsqueeze(1)\n    attention(x, x, x, window: 3).squeeze(1)\n  }\n}\nnet = Net()",
            ids));
    out.add(net("resnet", "net = resnet(3, 10, blocks: [1, 1], width: 4)", images));
    out.add(
        net(
            "layers",
            "net = conv2d(3, 4, 3, padding: \"same\") >> group_norm(2, 4) >> silu >> conv_transpose2d(4, 4, 2, stride: 2)"
                + " >> avg_pool(2) >> batch_norm(4) >> upsample(2) >> max_pool(3, stride: 2, padding: 1)",
            images));
    out.add(net("bilinear", "net = conv2d(3, 2, 3) >> upsample(2, mode: \"linear\")", images));
    out.add(
        net(
            "mean-over-batch",
            "model Net() {\n  w = linear(3, 3)\n  forward(x: [batch, time, 3]) {\n"
                + "    y = w(x)\n    (y - y.mean(axis: [0, 1])) / batch + y.std(axis: -1, keep: true) * time\n  }\n}\nnet = Net()",
            steps));
    return out;
  }

  /** Numbers of a tensor. */
  public record Numbers(double[] values, long[] shape, String dtype) {
    static Numbers of(Value tensor) {
      Value shape = tensor.getMember("shape");
      long[] sizes = new long[(int) shape.getArraySize()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = shape.getArrayElement(i).asLong();
      }
      List<Double> out = new ArrayList<>();
      flat(tensor, sizes.length, out);
      return new Numbers(
          out.stream().mapToDouble(d -> d).toArray(), sizes, tensor.getMember("dtype").asString());
    }

    private static void flat(Value v, int axes, List<Double> out) {
      if (axes == 0) {
        out.add(v.asDouble());
        return;
      }
      for (long i = 0; i < v.getArraySize(); i++) {
        flat(v.getArrayElement(i), axes - 1, out);
      }
    }
  }

  /** A context that may touch files. */
  public static Context context() {
    return Context.newBuilder("nn")
        .allowIO(IOAccess.ALL)
        .option("engine.WarnInterpreterOnly", "false")
        .option("nn.threads", "1")
        .build();
  }

  /** An input, and what the context's {@code net} gives for it. */
  public static List<Numbers> pair(Context context, String input) {
    Value both = context.eval("nn", "x = " + input + "\n[x, net(x)]");
    return List.of(Numbers.of(both.getArrayElement(0)), Numbers.of(both.getArrayElement(1)));
  }
}
