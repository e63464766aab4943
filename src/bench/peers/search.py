# SPDX-License-Identifier: Apache-2.0
import copy

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from common import seeds

x = torch.linspace(-1, 1, 64).unsqueeze(1)
y = torch.sin(4 * x)
PASSES = 30_000


@torch.no_grad()
def error(net, weights=None):
    if weights is not None:
        vector_to_parameters(weights, net.parameters())
    return F.mse_loss(net(x), y).item()


def greedy(start, spread, keep):
    """Random search (`keep` 0) and small changes (1): the new weights stay where they are better."""
    net = copy.deepcopy(start)
    best = parameters_to_vector(net.parameters()).detach()
    least = error(net)
    for _ in range(PASSES):
        tried = keep * best + spread * torch.randn_like(best)
        found = error(net, tried)
        if found < least:
            best, least = tried, found
    return least


def evolution(start, population=50, std=0.03, lr=0.003):
    net = copy.deepcopy(start)
    weights = parameters_to_vector(net.parameters()).detach()
    least = error(net)
    for _ in range(PASSES // population):
        noise = torch.randn(population, len(weights))
        losses = torch.tensor([error(net, weights + std * e) for e in noise])
        a = (losses - losses.mean()) / losses.std(unbiased=False)
        weights = weights - lr / (population * std) * a @ noise
        least = min(least, error(net, weights))
    return least


def descent(start, make):
    net = copy.deepcopy(start)
    optimizer = make(net.parameters())
    least = error(net)
    for _ in range(PASSES // 3):
        optimizer.zero_grad()
        loss = F.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        least = min(least, loss.item())
    return least


def run():
    start = nn.Sequential(
        nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
    return {
        "random search": greedy(start, 1.0, 0),
        "small changes": greedy(start, 0.03, 1),
        "evolution": evolution(start),
        "gradient descent": descent(start, lambda p: torch.optim.SGD(p, 0.1)),
        "Adam": descent(start, lambda p: torch.optim.Adam(p, 0.01)),
    }


seeds(run, 5)
