# SPDX-License-Identifier: Apache-2.0
import torch
from torch import nn
from torch.nn import functional as F

from common import cross_entropy, numbers, parts, seeds, train

x, y = numbers("digits")


def more(x):
    """Each image, and it moved half a pixel in eight directions."""
    images = x.reshape(-1, 8, 8)
    around = F.pad(images, (1, 1, 1, 1))
    moved = [(images + around[:, 1 + d:9 + d, 1 + r:9 + r]) / 2
             for d in (-1, 0, 1) for r in (-1, 0, 1)]
    return torch.cat(moved).reshape(-1, 64)


def dense(hidden=256):
    return nn.Sequential(
        nn.Linear(64, hidden), nn.ReLU(), nn.Dropout(0.3), nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Dropout(0.3), nn.Linear(hidden, 10))


def convolutional(channels=32):
    return nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, channels, 3, padding=1), nn.ReLU(),
        nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(channels, 2 * channels, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(8 * channels, 10))


def run(steps=1500):
    held, *rest = parts(y, 5)
    rest = torch.cat(rest)
    data = [more(x[rest] / 16), y[rest].repeat(9)]

    def learn(net):
        train(net, data, cross_entropy,
              torch.optim.AdamW(net.parameters(), 0.002, weight_decay=0.01), steps, 128,
              warmup=steps // 20)
        with torch.no_grad():
            return 100 * (net(x[held] / 16).argmax(1) == y[held]).float().mean().item()

    return {"dense %": learn(dense()), "convolutional %": learn(convolutional())}


seeds(run)
