# SPDX-License-Identifier: Apache-2.0
import sys

import torch
from torch import nn
from torch.nn import functional as F

from common import train

inside = torch.linspace(-1, 1, 201).unsqueeze(1)
outside = torch.linspace(1, 2, 101).unsqueeze(1)


def errors(seed, bend=nn.Tanh, points=16, longer=1, decay=0.0, spread=None, drop=0.0, steps=2000):
    torch.manual_seed(seed)
    x = torch.linspace(-1, 1, points).unsqueeze(1)
    y = x ** 2 + 0.2 * torch.randn(points, 1)
    net = nn.Sequential(nn.Linear(1, 64), bend(), nn.Dropout(drop), nn.Linear(64, 1))
    if spread:
        nn.init.normal_(net[0].weight, std=spread)
        nn.init.zeros_(net[0].bias)
    train(net, [x, y], F.mse_loss, torch.optim.AdamW(net.parameters(), 0.01, weight_decay=decay),
          longer * steps, 16)
    with torch.no_grad():
        return [F.mse_loss(net(t), truth).item()
                for t, truth in ((x, y), (inside, inside ** 2), (outside, outside ** 2))]


advice = {
    "nothing": {},
    "40 x the data": {"points": 640},
    "10 x the steps": {"longer": 10},
    "weight decay": {"decay": 0.3},
    "small weights": {"spread": 0.1},
    "dropout": {"drop": 0.1},
    "relu for tanh": {"bend": nn.ReLU},
}
count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
for name, settings in advice.items():
    table = torch.tensor([errors(seed, **settings) for seed in range(1, count + 1)])
    figures = zip(table.mean(0).tolist(), table.std(0).tolist())
    print(f"{name:14}" + "".join(f"{f'{m:.4f} ± {s:.4f}':>20}" for m, s in figures), flush=True)
