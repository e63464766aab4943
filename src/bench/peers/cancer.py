# SPDX-License-Identifier: Apache-2.0
import torch
from torch import nn

from common import cross_entropy, numbers, parts, seeds, train

x, y = numbers("breast_cancer", skip=1)


def folds(make, count=10, steps=200):
    cuts = parts(y, count)
    right = []
    for i, test in enumerate(cuts):
        rest = torch.cat(cuts[:i] + cuts[i + 1:])
        mean, std = x[rest].mean(0), x[rest].std(0)
        net = make()
        train(net, [(x[rest] - mean) / std, y[rest]], cross_entropy,
              torch.optim.AdamW(net.parameters(), 0.01, weight_decay=0.1), steps, 64)
        with torch.no_grad():
            right.append((net((x[test] - mean) / std).argmax(1) == y[test]).float().mean())
    right = 100 * torch.stack(right)
    return right.mean().item(), right.std().item()


def run():
    line, spread_line = folds(lambda: nn.Linear(30, 2))
    net, spread_net = folds(lambda: nn.Sequential(
        nn.Linear(30, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 2)))
    return {"regression %": line, "of folds ±": spread_line, "network %": net,
            "network's folds ±": spread_net}


seeds(run)
