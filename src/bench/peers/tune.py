# SPDX-License-Identifier: Apache-2.0
import copy
import math
import os
import re

import torch

from common import HERE, cross_entropy, evaluate, seeds, train, windows
from transformer import GPT

with open(os.path.join(HERE, "../../../scripts/tune.nn"), encoding="utf-8") as file:
    lists = re.findall(r"^(?:tunes|unheard) = \[(.*?)^\]", file.read(), re.M | re.S)


def token(note):
    return 10 * ("c d ef g a b".find(note[0]) + (0 if "-" in note else 12)) + int(note[-1])


def rows(text):
    ids = [0]
    for tune in re.findall('"(.*?)"', text):
        ids += [token(note) for note in tune.split()] + [0]
    return windows(torch.tensor(ids), 32)


tunes, unheard = map(rows, lists)


def run(steps=200, every=10, patience=3):
    net = GPT(250, 32, drop=0.2)
    best, at, weights = math.inf, 0, None

    def after(step):
        nonlocal best, at, weights
        if step % every == 0 or step == steps:
            loss = evaluate(net, unheard, cross_entropy)
            if loss < best:
                best, at, weights = loss, step, copy.deepcopy(net.state_dict())
            return step - at < patience * every

    train(net, tunes, cross_entropy,
          torch.optim.AdamW(net.parameters(), 0.002, weight_decay=0.1), steps, 32,
          cosine=False, clip=1.0, after=after)
    net.load_state_dict(weights)
    return {"bits": evaluate(net, unheard, cross_entropy) / math.log(2), "best step": at}


seeds(run)
