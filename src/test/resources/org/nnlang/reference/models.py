# SPDX-License-Identifier: Apache-2.0
# Prints what src/test/snippets/nets/standard-models.nn must print: the standard models as PyTorch computes them,
# written from nanoGPT's model.py, Llama's paper and torchvision's resnet. Weight number k of a model, in the order
# in which nn names them, has sin(i * 0.7 + k) * 0.3 as number i; weights of norms 1 more than that.
# Run: python3 models.py
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
count = 0


def w(*shape, add=0.0):
    global count
    n = math.prod(shape)
    t = torch.sin(torch.arange(n) * 0.7 + count) * 0.3 + add
    count += 1
    return t.reshape(shape)


def show(name, t):
    print(name, " ".join("%.2f" % v for v in t.reshape(-1)[:6].tolist()), "sum %.2f" % t.sum().item())


ids = torch.tensor([[3, 1, 4, 1, 5], [2, 6, 5, 3, 0]])


def gpt(vocab=7, block=6, dim=8, heads=2, layers=2):
    tokens, places = w(vocab, dim), w(block, dim)
    x = tokens[ids] + places[: ids.shape[1]]
    for _ in range(layers):
        y = F.layer_norm(x, (dim,), w(dim, add=1))
        q, k, v = (y @ w(3 * dim, dim).T).split(dim, 2)
        q, k, v = (t.view(2, 5, heads, dim // heads).transpose(1, 2) for t in (q, k, v))
        a = (q @ k.transpose(-2, -1)) / math.sqrt(dim // heads)
        a = a.masked_fill(torch.tril(torch.ones(5, 5)) == 0, -math.inf)
        y = (F.softmax(a, -1) @ v).transpose(1, 2).reshape(2, 5, dim)
        x = x + y @ w(dim, dim).T
        y = F.layer_norm(x, (dim,), w(dim, add=1))
        x = x + F.gelu(y @ w(4 * dim, dim).T) @ w(dim, 4 * dim).T
    x = F.layer_norm(x, (dim,), w(dim, add=1))
    return x @ tokens.T


def rms(x, weight):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-6) * weight


def rope(x):
    time, dim = x.shape[-2:]
    inv = 1.0 / (10000 ** (torch.arange(0, dim, 2) / dim))
    f = torch.outer(torch.arange(time).to(inv), inv)
    e = torch.cat((f, f), -1)
    half = torch.cat((-x[..., dim // 2 :], x[..., : dim // 2]), -1)
    return x * e.cos() + half * e.sin()


def llama(vocab=7, dim=16, heads=4, shared=2, layers=2):
    width, hidden = dim // heads, 64
    x = w(vocab, dim)[ids]
    for _ in range(layers):
        y = rms(x, w(dim, add=1))
        wq, wk, wv, wo = w(dim, dim), w(shared * width, dim), w(shared * width, dim), w(dim, dim)
        q = rope((y @ wq.T).view(2, 5, heads, width).transpose(1, 2))
        k = rope((y @ wk.T).view(2, 5, shared, width).transpose(1, 2)).repeat_interleave(heads // shared, 1)
        v = (y @ wv.T).view(2, 5, shared, width).transpose(1, 2).repeat_interleave(heads // shared, 1)
        a = (q @ k.transpose(-2, -1)) / math.sqrt(width)
        a = a.masked_fill(torch.tril(torch.ones(5, 5)) == 0, -math.inf)
        x = x + (F.softmax(a, -1) @ v).transpose(1, 2).reshape(2, 5, dim) @ wo.T
        y = rms(x, w(dim, add=1))
        gate, up, down = w(hidden, dim), w(hidden, dim), w(dim, hidden)
        x = x + (F.silu(y @ gate.T) * (y @ up.T)) @ down.T
    x = rms(x, w(dim, add=1))
    return x @ w(vocab, dim).T


def norm(x, dim):  # in training: of the batch
    g, b = w(dim, add=1), w(dim)
    return F.batch_norm(x, None, None, g, b, training=True)


def resnet(channels=2, classes=3, blocks=(1, 2), width=4):
    x = torch.sin(torch.arange(2 * channels * 36) * 1.3).reshape(2, channels, 6, 6)
    x = F.relu(norm(F.conv2d(x, w(width, channels, 3, 3), padding=1), width))
    inputs = width
    for i, n in enumerate(blocks):
        outputs = width * 2**i
        for j in range(n):
            stride = 2 if i > 0 and j == 0 else 1
            y = F.relu(norm(F.conv2d(x, w(outputs, inputs, 3, 3), stride=stride, padding=1), outputs))
            y = norm(F.conv2d(y, w(outputs, outputs, 3, 3), padding=1), outputs)
            if stride != 1 or inputs != outputs:
                x = norm(F.conv2d(x, w(outputs, inputs, 1, 1), stride=stride), outputs)
            x = F.relu(y + x)
            inputs = outputs
    return x.mean((2, 3)) @ w(classes, inputs).T + w(classes)


def mlp(sizes=(3, 5, 4, 2)):
    x = torch.sin(torch.arange(6) * 1.3).reshape(2, 3)
    for i in range(3):
        x = x @ w(sizes[i + 1], sizes[i]).T + w(sizes[i + 1])
        x = torch.tanh(x) if i < 2 else x
    return x


for name, f in (("gpt", gpt), ("llama", llama), ("resnet", resnet), ("mlp", mlp)):
    count = 0
    show(name, f())
