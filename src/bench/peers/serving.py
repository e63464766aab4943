# SPDX-License-Identifier: Apache-2.0
"""serving.py FOLDER: the nets that `Serving prepare` has written, as TorchScript for DJL."""
import json
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

NETS = {
    "W1": lambda: nn.Sequential(nn.Linear(1, 64), nn.Tanh(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)),
    "W2": lambda: nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)),
}


def tensors(path):
    with open(path, "rb") as file:
        head = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    for name, entry in head.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            yield name, torch.frombuffer(data[begin:end], dtype=torch.float32).reshape(entry["shape"])


class Gpt(nn.Module):
    """nn's standard gpt: weights in the order in which nn names them."""

    def __init__(self, weights, heads=6, layers=6):
        super().__init__()
        self.heads, self.layers = heads, layers
        self.all = nn.ParameterList([nn.Parameter(w, requires_grad=False) for w in weights])

    def forward(self, ids):
        w = iter(self.all)
        tokens, places = next(w), next(w)
        time, dim = ids.shape[1], tokens.shape[1]
        x = tokens[ids] + places[:time]
        hidden = torch.triu(torch.ones(time, time, dtype=torch.bool), 1)
        for _ in range(self.layers):
            y = F.linear(F.layer_norm(x, (dim,), next(w)), next(w))
            q, k, v = (t.view(1, time, self.heads, dim // self.heads).transpose(1, 2) for t in y.split(dim, 2))
            a = (q @ k.transpose(-2, -1)) / (dim // self.heads) ** 0.5
            y = F.softmax(a.masked_fill(hidden, float("-inf")), -1) @ v
            x = x + F.linear(y.transpose(1, 2).reshape(1, time, dim), next(w))
            y = F.gelu(F.linear(F.layer_norm(x, (dim,), next(w)), next(w)))
            x = x + F.linear(y, next(w))
        return F.linear(F.layer_norm(x, (dim,), next(w)), tokens)


for time in (1, 64, 256):
    # TorchScript keeps the length of the text that it was traced with
    net = Gpt([t for _, t in tensors(f"{sys.argv[1]}/W5.safetensors")]).eval()
    ids = torch.zeros(1, time, dtype=torch.long)
    torch.jit.freeze(torch.jit.trace(net, ids).eval()).save(f"{sys.argv[1]}/W5-{time}.pt")

for name, make in NETS.items():
    net = make()
    weights = {path.removeprefix("layers."): t for path, t in tensors(f"{sys.argv[1]}/{name}.safetensors")}
    net.load_state_dict(weights)
    net.eval()
    width = net[0].in_features
    torch.jit.freeze(torch.jit.trace(net, torch.zeros(1, width)).eval()).save(f"{sys.argv[1]}/{name}.pt")
