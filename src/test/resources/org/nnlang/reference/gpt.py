# SPDX-License-Identifier: Apache-2.0
"""Reference values of a small GPT from PyTorch (Debian's python3-torch, 1.13).

    python3 gpt.py        writes gpt.safetensors beside this file

Weights are named as scripts/gpt.nn names them; `ids`, `targets`, `logits`, `loss` and, as
`grad:NAME`, the gradient of every weight are in the same file.
"""
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

VOCAB, BLOCK, DIM, HEADS, LAYERS, BATCH, TIME = 11, 8, 16, 4, 2, 3, 6

torch.manual_seed(1)
weights = {}


def weight(name, *shape, around=0.0):
    weights[name] = (around + 0.3 * torch.randn(*shape)).requires_grad_()
    return weights[name]


def linear(name, inputs, outputs, bias):
    weight(name + ".weight", outputs, inputs)
    if bias:
        weight(name + ".bias", outputs)


def norm(name):
    weight(name + ".weight", DIM, around=1.0)
    weight(name + ".bias", DIM)


weight("tokens.weight", VOCAB, DIM)
weight("places.weight", BLOCK, DIM)
for i in range(LAYERS):
    b = f"blocks.{i}"
    norm(b + ".attend.0")
    linear(b + ".attend.1.qkv", DIM, 3 * DIM, False)
    linear(b + ".attend.1.proj", DIM, DIM, False)
    norm(b + ".think.0")
    linear(b + ".think.1", DIM, 4 * DIM, True)
    linear(b + ".think.3", 4 * DIM, DIM, True)
norm("head.0")
linear("head.1", DIM, VOCAB, False)

ids = torch.randint(VOCAB, (BATCH, TIME))
targets = torch.randint(VOCAB, (BATCH, TIME))


def use(name, x):
    return F.linear(x, weights[name + ".weight"], weights.get(name + ".bias"))


def layer_norm(name, x):
    return F.layer_norm(x, (DIM,), weights[name + ".weight"], weights[name + ".bias"], 1e-5)


x = F.embedding(ids, weights["tokens.weight"]) + weights["places.weight"][:TIME]
for i in range(LAYERS):
    b = f"blocks.{i}"
    qkv = use(b + ".attend.1.qkv", layer_norm(b + ".attend.0", x))
    q, k, v = (t.view(BATCH, TIME, HEADS, DIM // HEADS).transpose(1, 2) for t in qkv.split(DIM, 2))
    scores = q @ k.transpose(2, 3) / math.sqrt(DIM // HEADS)
    scores = scores.masked_fill(torch.ones(TIME, TIME).triu(1).bool(), float("-inf"))
    y = (scores.softmax(3) @ v).transpose(1, 2).reshape(BATCH, TIME, DIM)
    x = x + use(b + ".attend.1.proj", y)
    h = F.gelu(use(b + ".think.1", layer_norm(b + ".think.0", x)))
    x = x + use(b + ".think.3", h)
logits = use("head.1", layer_norm("head.0", x))
loss = F.cross_entropy(logits.view(-1, VOCAB), targets.view(-1))
loss.backward()

tensors = {name: w.detach() for name, w in weights.items()}
tensors.update({"grad:" + name: w.grad for name, w in weights.items()})
tensors.update(ids=ids, targets=targets, logits=logits.detach(), loss=loss.detach())

header, offset, data = {}, 0, b""
for name, t in tensors.items():
    raw = t.contiguous().numpy().tobytes()
    kind = {torch.float32: "F32", torch.int64: "I64"}[t.dtype]
    header[name] = {"dtype": kind, "shape": list(t.shape), "data_offsets": [offset, offset + len(raw)]}
    offset += len(raw)
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "gpt.safetensors"), "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + data)
print("loss", loss.item(), "bytes", 8 + len(text) + len(data))
