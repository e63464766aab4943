# SPDX-License-Identifier: Apache-2.0
"""nanoGPT's net as it trains it on a CPU: tied head, no biases, GPT-2's first weights, measured on
the whole last tenth. gpt.nn is the same in nn. Arguments: the text, seeds ("1 2 3")."""
import math
import sys
import time

import torch
from torch import nn

from common import cross_entropy, evaluate, train, windows

STEPS, BATCH, WARMUP, BLOCK, DIM, HEADS, LAYERS = 2000, 12, 100, 64, 128, 4, 4
LR, LEAST = 1e-3, 1e-4


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(DIM))

    def forward(self, x):
        return nn.functional.layer_norm(x, (DIM,), self.weight)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM, bias=False)
        self.proj = nn.Linear(DIM, DIM, bias=False)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1) * (d // HEADS) ** -0.5
        later = torch.ones(t, t, dtype=torch.bool).triu(1)
        y = scores.masked_fill(later, float("-inf")).softmax(-1) @ v
        return self.proj(y.transpose(1, 2).reshape(b, t, d))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attend = nn.Sequential(Norm(), Attention())
        self.think = nn.Sequential(
            Norm(), nn.Linear(DIM, 4 * DIM, bias=False), nn.GELU(),
            nn.Linear(4 * DIM, DIM, bias=False))

    def forward(self, x):
        x = x + self.attend(x)
        return x + self.think(x)


class GPT(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.tokens = nn.Embedding(vocab, DIM)
        self.places = nn.Embedding(BLOCK, DIM)
        self.blocks = nn.Sequential(*(Block() for _ in range(LAYERS)))
        self.norm = Norm()
        for name, p in self.named_parameters():
            if p.dim() == 2:
                last = name.endswith(("proj.weight", "think.3.weight"))
                nn.init.normal_(p, std=0.02 / math.sqrt(2 * LAYERS) if last else 0.02)

    def forward(self, ids):
        x = self.blocks(self.tokens(ids) + self.places(torch.arange(ids.shape[1])))
        return self.norm(x) @ self.tokens.weight.T


def factor(step):
    if step < WARMUP:
        return (step + 1) / (WARMUP + 1)
    down = (step - WARMUP) / (STEPS - WARMUP)
    return (LEAST + 0.5 * (1 + math.cos(math.pi * down)) * (LR - LEAST)) / LR


with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
letters = sorted(set(text))
ids = torch.tensor([letters.index(c) for c in text])
cut = int(0.9 * len(ids))
seen, unseen = windows(ids[:cut], BLOCK), windows(ids[cut:], BLOCK, BLOCK)
for seed in (sys.argv[2] if len(sys.argv) > 2 else "1 2 3").split():
    torch.manual_seed(int(seed))
    start = time.time()
    net = GPT(len(letters))
    matrices = [p for p in net.parameters() if p.dim() == 2]
    rest = [p for p in net.parameters() if p.dim() != 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}],
        LR, betas=(0.9, 0.99))
    train(net, seen, cross_entropy, optimizer, STEPS, BATCH, factor=factor, clip=1.0)
    loss = evaluate(net, unseen, cross_entropy)
    print(f"seed {seed}: {loss:.4f} on {len(unseen[0])} rows ({time.time() - start:.0f} s)",
          flush=True)
