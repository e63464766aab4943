# SPDX-License-Identifier: Apache-2.0
"""The net of scripts/transformer.nn."""
import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim, heads, drop, bias):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim, bias=bias)
        self.proj = nn.Linear(dim, dim, bias=bias)
        self.drop = nn.Dropout(drop)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1) * (d // self.heads) ** -0.5
        later = torch.ones(t, t, dtype=torch.bool).triu(1)
        y = self.drop(scores.masked_fill(later, float("-inf")).softmax(-1)) @ v
        return self.proj(y.transpose(1, 2).reshape(b, t, d))


class Block(nn.Module):
    def __init__(self, dim, heads, drop, bias):
        super().__init__()
        self.attend = nn.Sequential(
            nn.LayerNorm(dim), Attention(dim, heads, drop, bias), nn.Dropout(drop))
        self.think = nn.Sequential(
            nn.LayerNorm(dim), nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim),
            nn.Dropout(drop))

    def forward(self, x):
        x = x + self.attend(x)
        return x + self.think(x)


class GPT(nn.Module):
    def __init__(self, vocab, block=64, dim=64, heads=4, layers=3, drop=0.0, std=0.1, bias=False):
        super().__init__()
        self.tokens = nn.Embedding(vocab, dim)
        self.places = nn.Embedding(block, dim)
        nn.init.normal_(self.tokens.weight, std=std)
        nn.init.normal_(self.places.weight, std=std)
        self.blocks = nn.Sequential(*(Block(dim, heads, drop, bias) for _ in range(layers)))
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, vocab, bias=bias))

    def forward(self, ids):
        return self.head(self.blocks(self.tokens(ids) + self.places(torch.arange(ids.shape[1]))))
