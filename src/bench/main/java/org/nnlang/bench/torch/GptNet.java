// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nnlang.bench.Workload.Gpt;

/** The GPT of {@code gpt.nn}; gives a row of logits for each token. */
final class GptNet implements Layer {
  private final Gpt sizes;
  private final Tensor tokens;
  private final Tensor places;
  private final List<Layer> blocks = new ArrayList<>();
  private final Layer norm;

  GptNet(Gpt sizes, Parameters p) {
    this.sizes = sizes;
    tokens = p.get("tokens.weight");
    places = p.get("places.weight");
    for (int i = 0; i < sizes.layers(); i++) {
      String block = "blocks." + i + ".";
      Layer attend = p.layerNorm(block + "attend.0").then(attention(p, block + "attend.1."));
      Layer think =
          p.layerNorm(block + "think.0")
              .then(p.linear(block + "think.1"))
              .then(torch::gelu)
              .then(p.linear(block + "think.3"));
      blocks.add(residual(attend).then(residual(think)));
    }
    norm = p.layerNorm("norm");
  }

  private static Layer residual(Layer layer) {
    return x -> x.add(layer.forward(x));
  }

  private Layer attention(Parameters p, String path) {
    Layer qkv = p.linear(path + "qkv");
    Layer proj = p.linear(path + "proj");
    var none = new TensorOptional();
    var usual = new DoubleOptional();
    return x -> {
      TensorVector parts = qkv.forward(x).split(sizes.dim(), 2);
      Tensor y =
          torch.scaled_dot_product_attention(
              heads(parts.get(0)),
              heads(parts.get(1)),
              heads(parts.get(2)),
              none,
              0.0,
              true,
              usual,
              false);
      Tensor rows = y.transpose(1, 2).contiguous().view(sizes.batch(), sizes.time(), sizes.dim());
      return proj.forward(rows);
    };
  }

  private Tensor heads(Tensor t) {
    int width = sizes.dim() / sizes.heads();
    return t.view(sizes.batch(), sizes.time(), sizes.heads(), width).transpose(1, 2);
  }

  @Override
  public Tensor forward(Tensor ids) {
    Tensor x = torch.embedding(tokens, ids).add(places.narrow(0, 0, sizes.time()));
    for (Layer block : blocks) {
      x = block.forward(x);
    }
    return torch.linear(norm.forward(x), tokens).view(-1, sizes.vocab());
  }
}
