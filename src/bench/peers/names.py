# SPDX-License-Identifier: Apache-2.0
import torch
from torch import nn
from torch.nn import functional as F

from common import cross_entropy, evaluate, seeds, train, windows, words
from transformer import GPT

names = words("names.txt")
letters = sorted(set(names))
ids = torch.tensor([letters.index(c) for c in names])
cut = round(0.9 * len(ids))
seen, unseen = windows(ids[:cut], 64), windows(ids[cut:], 64, 64)
VOCAB = len(letters)


class Mlp(nn.Module):
    def __init__(self, dim=24, hidden=200):
        super().__init__()
        self.tokens = nn.Embedding(VOCAB, dim)
        self.look = nn.Conv1d(dim, hidden, 8)
        self.head = nn.Linear(hidden, VOCAB)

    def forward(self, ids):
        x = F.pad(self.tokens(ids).transpose(1, 2), (7, 0))
        return self.head(self.look(x).tanh().transpose(1, 2))


def study(net, lr, steps):
    train(net, seen, cross_entropy, torch.optim.Adam(net.parameters(), lr), steps, 16,
          warmup=steps // 20, clip=1.0)
    return evaluate(net, unseen, cross_entropy)


def run():
    return {
        "pairs": study(nn.Embedding(VOCAB, VOCAB), 0.1, 1000),
        "8 letters": study(Mlp(), 0.003, 2000),
        "GPT": study(GPT(VOCAB, dim=64, layers=2, std=1.0, bias=True), 0.003, 3000),
    }


seeds(run)
