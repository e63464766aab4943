# SPDX-License-Identifier: Apache-2.0
import torch

from common import cross_entropy, seeds, train, words
from transformer import GPT

pairs = [line.split("\t") for line in words("dates.txt").splitlines()]
WIDE = max(len(q) for q, _ in pairs)
LONG = max(len(a) for _, a in pairs) + 1
rows = [q.rjust(WIDE) + (a + ".").ljust(LONG) for q, a in pairs]
letters = sorted(set("".join(rows)))
ids = torch.tensor([[letters.index(c) for c in row] for row in rows])
seen, unseen = ids[:-500], ids[-500:]


def answer_loss(logits, target):
    return cross_entropy(logits[:, WIDE - 1:], target)


def run(steps=500):
    net = GPT(len(letters), WIDE + LONG)
    train(net, [seen[:, :-1], seen[:, WIDE:]], answer_loss,
          torch.optim.AdamW(net.parameters(), 0.003), steps, 64, warmup=steps // 20, clip=1.0)
    said = unseen[:, :WIDE]
    with torch.no_grad():
        for _ in range(LONG):
            said = torch.cat([said, net(said)[:, -1].argmax(-1, keepdim=True)], 1)
    right = (said == unseen)[:, WIDE:].float()
    return {"letters %": 100 * right.mean().item(), "whole %": 100 * right.prod(1).mean().item()}


seeds(run)
