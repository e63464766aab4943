// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import java.util.function.LongUnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nnlang.bench.Workload;
import org.nnlang.bench.Workload.Gpt;

/**
 * A net, its batch and how its loss is computed, the same as in the workload's script.
 *
 * @param classes whether targets are classes: cross entropy, else the mean squared error
 * @param decay of AdamW; 0 is Adam
 */
record Task(Layer net, Tensor x, Tensor y, boolean classes, double beta2, double decay) {
  private static final int IMAGES = 64;
  private static final int PIXELS = 28;

  static Task of(Workload workload, Parameters parameters) {
    return switch (workload.name()) {
      case "W1" -> regression(parameters);
      case "W2" -> digits(parameters);
      case "W6" -> images(parameters);
      case "W7" -> residual(parameters);
      case "W8" -> recurrent(parameters);
      default -> gpt(workload.gpt(), parameters);
    };
  }

  Tensor loss() {
    Tensor out = net.forward(x);
    return classes ? torch.cross_entropy_loss(out, y) : torch.mse_loss(out, y);
  }

  private static Task regression(Parameters p) {
    Tensor x = torch.linspace(new Scalar(-1.0), new Scalar(1.0), 64).view(64, 1);
    Layer net =
        p.linear("layers.0")
            .then(torch::tanh)
            .then(p.linear("layers.2"))
            .then(torch::relu)
            .then(p.linear("layers.4"));
    return new Task(net, x, x.mul(x), false, 0.999, 0);
  }

  private static Task digits(Parameters p) {
    Layer net =
        p.linear("layers.0")
            .then(torch::relu)
            .then(p.linear("layers.2"))
            .then(torch::relu)
            .then(p.linear("layers.4"));
    return new Task(net, pixels().view(IMAGES, PIXELS * PIXELS), classes10(), true, 0.999, 0);
  }

  private static Task images(Parameters p) {
    long[] two = {2, 2};
    Layer pool = x -> torch.max_pool2d(torch.relu(x), two);
    Layer net =
        p.convolution("layers.0", 1)
            .then(pool)
            .then(p.convolution("layers.3", 1))
            .then(pool)
            .then(x -> x.flatten(1, -1))
            .then(p.linear("layers.7"));
    Tensor x = pixels().view(IMAGES, 1, PIXELS, PIXELS);
    return new Task(net, x, classes10(), true, 0.999, 0);
  }

  private static Task residual(Parameters p) {
    Layer net = p.convolution("stem.0", 1).then(p.batchNorm("stem.1")).then(torch::relu);
    for (int i = 0; i < 6; i++) {
      net = net.then(block(p, "stages." + i + ".", i == 2 || i == 4));
    }
    long[] plane = {2, 3};
    net = net.then(x -> x.mean(plane)).then(p.linear("head"));
    Tensor whole = numbers(IMAGES * 3072, i -> i * 7919 % 1000).to(ScalarType.Float);
    Tensor x = whole.div(new Scalar(1000.0)).view(IMAGES, 3, 32, 32);
    return new Task(net, x, classes10(), true, 0.999, 0);
  }

  /** Two convolutions, to which the input is added; a third brings it to half the size. */
  private static Layer block(Parameters p, String path, boolean halves) {
    Layer body =
        p.convolution(path + "body.0", halves ? 2 : 1)
            .then(p.batchNorm(path + "body.1"))
            .then(torch::relu)
            .then(p.convolution(path + "body.3", 1))
            .then(p.batchNorm(path + "body.4"));
    Layer beside =
        halves ? p.convolution(path + "short.0", 2).then(p.batchNorm(path + "short.1")) : x -> x;
    return x -> torch.relu(body.forward(x).add(beside.forward(x)));
  }

  private static Task recurrent(Parameters p) {
    Tensor table = p.get("layers.0.weight");
    var weights = new TensorVector();
    for (int i = 0; i < 2; i++) {
      for (String name : new String[] {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
        weights.push_back(p.get("layers.1." + name + "_l" + i));
      }
    }
    Tensor zeros = torch.zeros(2, 32, 256);
    var start = new TensorVector(zeros, zeros);
    Layer head = p.linear("layers.2");
    Layer net =
        x -> {
          Tensor all = torch.embedding(table, x);
          Tensor out = torch.lstm(all, start, weights, true, 2, 0.0, true, false, true).get0();
          return head.forward(out).view(-1, 65);
        };
    Gpt sizes = new Gpt(0, 0, 0, 64, 32, 65, false);
    return new Task(net, ids(sizes, 0).view(32, 64), ids(sizes, 1), true, 0.999, 0);
  }

  private static Task gpt(Gpt sizes, Parameters p) {
    Tensor x = ids(sizes, 0).view(sizes.batch(), sizes.time());
    return new Task(new GptNet(sizes, p), x, ids(sizes, 1), true, 0.99, 0.1);
  }

  private static Tensor ids(Gpt sizes, long from) {
    return numbers(
        sizes.batch() * sizes.time(),
        i -> ((i + from) * (i + from) * 31 + (i + from) * 17) % 10_007 % sizes.vocab());
  }

  private static Tensor pixels() {
    Tensor whole = numbers(IMAGES * PIXELS * PIXELS, i -> i * 7919 % 1000);
    return whole.to(ScalarType.Float).div(new Scalar(1000.0));
  }

  private static Tensor classes10() {
    return numbers(IMAGES, i -> i * 31 % 10);
  }

  private static Tensor numbers(int count, LongUnaryOperator number) {
    Tensor tensor = torch.zeros(new long[] {count}, new TensorOptions(ScalarType.Long));
    var pointer = new LongPointer(tensor.data_ptr());
    for (long i = 0; i < count; i++) {
      pointer.put(i, number.applyAsLong(i));
    }
    return tensor;
  }
}
