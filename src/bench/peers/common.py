# SPDX-License-Identifier: Apache-2.0
"""What the programs of this folder share: the data, and training as `train` of nn does it."""
import gzip
import math
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_num_threads(2)


def words(name):
    """A text that data.nn has written."""
    with open(os.path.join(HERE, "../../../runs/peers", name), encoding="utf-8") as file:
        return file.read()


def numbers(name, skip=0):
    """Inputs and classes of a table that nn carries: the last column is the class."""
    path = os.path.join(HERE, "../../main/resources/org/nnlang/io", name + ".csv.gz")
    with gzip.open(path, "rt") as file:
        rows = [[float(cell) for cell in line.split(",")] for line in file.read().split()[skip:]]
    table = torch.tensor(rows)
    return table[:, :-1], table[:, -1].long()


def parts(y, count):
    """The rows cut at random into as many parts, each class in proportion."""
    out = [[] for _ in range(count)]
    at = 0
    for kind in y.unique():
        rows = (y == kind).nonzero()[:, 0]
        for row in rows[torch.randperm(len(rows))].tolist():
            out[at % count].append(row)
            at += 1
    return [torch.tensor(part) for part in out]


def windows(ids, length, stride=1):
    """Rows of a text, and the same moved on by one."""
    return [t.unfold(0, length, stride) for t in (ids[:-1], ids[1:])]


def cross_entropy(logits, target):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), target.reshape(-1))


def batches(data, size):
    """Batches of one epoch after the other, each in another order."""
    while True:
        order = torch.randperm(len(data[0]))
        for rows in order.split(size):
            yield [t[rows] for t in data]


def train(net, data, loss, optimizer, steps, batch, warmup=0, cosine=True, clip=None, after=None,
          factor=None):
    """`after(step)` may end the training by giving False; `factor` of a step is another schedule."""

    def usual(step):
        if not cosine:
            return 1
        if step < warmup:
            return (step + 1) / (warmup + 1)
        return 0.5 * (1 + math.cos(math.pi * min(1, (step - warmup) / max(1, steps - warmup))))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor or usual)
    net.train()
    for step, (*inputs, target) in zip(range(1, steps + 1), batches(data, batch)):
        optimizer.zero_grad()
        loss(net(*inputs), target).backward()
        if clip:
            nn.utils.clip_grad_norm_(net.parameters(), clip)
        optimizer.step()
        schedule.step()
        if after and after(step) is False:
            break
    net.eval()
    return net


@torch.no_grad()
def evaluate(net, data, loss):
    """The mean of the loss over all rows."""
    was = net.training
    net.eval()
    sums = [loss(net(x), y).item() * len(x) for x, y in zip(*(t.split(256) for t in data))]
    net.train(was)
    return sum(sums) / len(data[0])


def seeds(run, count=3):
    """Prints `run()` under seeds 1, 2, …, with means; the program's argument is how many."""
    figures = []
    for seed in range(1, int(sys.argv[1] if len(sys.argv) > 1 else count) + 1):
        torch.manual_seed(seed)
        start = time.time()
        figures.append(run())
        said = "  ".join(f"{key} {value:.4g}" for key, value in figures[-1].items())
        print(f"seed {seed}: {said}  ({time.time() - start:.0f} s)", flush=True)
    for key in figures[0]:
        values = torch.tensor([f[key] for f in figures], dtype=torch.float64)
        print(f"{key}: {values.mean():.4g} ± {values.std():.2g}")
