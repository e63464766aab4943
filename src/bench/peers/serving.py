# SPDX-License-Identifier: Apache-2.0
"""serving.py FOLDER: the nets that `Serving prepare` has written, as TorchScript for DJL."""
import json
import struct
import sys

import torch
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


for name, make in NETS.items():
    net = make()
    weights = {path.removeprefix("layers."): t for path, t in tensors(f"{sys.argv[1]}/{name}.safetensors")}
    net.load_state_dict(weights)
    net.eval()
    width = net[0].in_features
    torch.jit.freeze(torch.jit.trace(net, torch.zeros(1, width)).eval()).save(f"{sys.argv[1]}/{name}.pt")
