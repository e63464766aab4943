// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nnlang.bench.Generation;
import org.nnlang.bench.Tokens;
import org.nnlang.bench.Workload.Gpt;

/**
 * PyTorch's side of drawing tokens: a GPT one token at a time, with a cache of keys and values of
 * fixed size, products of vectors by {@code mv}, which are several times as fast as those of
 * matrices with one row, and {@code multinomial}.
 */
public final class TorchTokens {
  private final Gpt sizes;
  private final Parameters p;
  private final List<Tensor> keys = new ArrayList<>();
  private final List<Tensor> values = new ArrayList<>();

  private TorchTokens(Gpt sizes, Parameters p) {
    this.sizes = sizes;
    this.p = p;
    long[] shape = {1, sizes.heads(), sizes.time(), sizes.dim() / sizes.heads()};
    for (int i = 0; i < sizes.layers(); i++) {
      keys.add(torch.zeros(shape));
      values.add(torch.zeros(shape));
    }
  }

  /**
   * @param args workload and file of weights
   */
  public static void main(String[] args) throws IOException {
    Generation g = Generation.valueOf(args[0]);
    Loader.load(torch.class);
    torch.set_num_threads(Integer.parseInt(System.getenv().getOrDefault("BENCH_THREADS", "2")));
    var net = new TorchTokens(g.gpt(), Parameters.read(Path.of(args[1])));
    try (var _ = new NoGradGuard()) {
      Tokens tokens = Tokens.of(g.tokens(), () -> net.draw(g.tokens()));
      System.out.println(tokens.toJson("torch", g.name()));
    }
    System.out.flush();
  }

  private void draw(int count) {
    try (var _ = new PointerScope()) {
      Tensor token = torch.zeros(new long[] {1}, new TensorOptions(ScalarType.Long));
      for (int t = 0; t < count; t++) {
        try (var _ = new PointerScope()) {
          Tensor chances = torch.softmax(logits(token, t), -1);
          token.copy_(torch.multinomial(chances, 1).view(1));
          token.item_long();
        }
      }
    }
  }

  private Tensor logits(Tensor token, int place) {
    int width = sizes.dim() / sizes.heads();
    Tensor tokens = p.get("tokens.weight");
    Tensor places = p.get("places.weight").narrow(0, place, 1);
    Tensor x = torch.embedding(tokens, token).add(places).view(sizes.dim());
    for (int i = 0; i < sizes.layers(); i++) {
      String block = "blocks." + i + ".";
      Tensor norm = p.layerNorm(block + "attend.0").forward(x);
      TensorVector parts =
          product(block + "attend.1.qkv", norm).view(3, 1, sizes.heads(), 1, width).unbind(0);
      keys.get(i).narrow(2, place, 1).copy_(parts.get(1));
      values.get(i).narrow(2, place, 1).copy_(parts.get(2));
      Tensor seen =
          torch.scaled_dot_product_attention(
              parts.get(0),
              keys.get(i).narrow(2, 0, place + 1),
              values.get(i).narrow(2, 0, place + 1));
      x = x.add(product(block + "attend.1.proj", seen.reshape(sizes.dim())));
      Tensor wide = product(block + "think.1", p.layerNorm(block + "think.0").forward(x));
      x = x.add(product(block + "think.3", torch.gelu(wide)));
    }
    return torch.mv(tokens, p.layerNorm("norm").forward(x));
  }

  /** A linear layer of one row. */
  private Tensor product(String path, Tensor x) {
    Tensor weight = p.get(path + ".weight");
    return p.has(path + ".bias")
        ? torch.addmv(p.get(path + ".bias"), weight, x)
        : torch.mv(weight, x);
  }
}
