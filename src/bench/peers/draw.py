# SPDX-License-Identifier: Apache-2.0
import math

import torch

from common import cross_entropy, evaluate, numbers, parts, seeds, train
from transformer import GPT

x, y = numbers("digits")


def run(steps=600, temperature=0.8):
    held, *rest = parts(y, 10)
    rest = torch.cat(rest)

    def pair(rows):
        pixels = x[rows].long()
        return [torch.cat([17 + y[rows].unsqueeze(1), pixels[:, :-1]], 1), pixels]

    net = GPT(27, 64, drop=0.1)
    train(net, pair(rest), cross_entropy,
          torch.optim.AdamW(net.parameters(), 0.003, weight_decay=0.1), steps, 32,
          warmup=steps // 20, clip=1.0)
    bits = evaluate(net, pair(held), cross_entropy) / math.log(2)
    ids = 17 + torch.arange(100).reshape(100, 1) % 10
    with torch.no_grad():
        for _ in range(64):
            chances = (net(ids)[:, -1, :17] / temperature).softmax(-1)
            ids = torch.cat([ids, torch.multinomial(chances, 1)], 1)
    near = y[held][torch.cdist(ids[:, 1:].float(), x[held]).argmin(1)]
    return {"bits": bits, "right %": (near == torch.arange(100) % 10).sum().item()}


seeds(run)
