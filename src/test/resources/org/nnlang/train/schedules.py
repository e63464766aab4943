# SPDX-License-Identifier: Apache-2.0
# Makes schedules.txt: factors of the learning rate, step by step. Run: python3 schedules.py > schedules.txt
import math
import torch


def torch_schedule(name, make, steps):
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    sched = make(opt)
    out = []
    for _ in range(steps):
        out.append(opt.param_groups[0]["lr"])
        opt.step()
        sched.step() if len(out) < steps else None
    print(name, " ".join(repr(x) for x in out))


# get_lr of nanoGPT's train.py, with a learning rate of 1
def nano(it, warmup, decay, floor):
    if it < warmup:
        return (it + 1) / (warmup + 1)
    ratio = (it - warmup) / (decay - warmup)
    return floor + 0.5 * (1.0 + math.cos(math.pi * ratio)) * (1 - floor)


L = torch.optim.lr_scheduler
print("cosine", " ".join(repr(nano(i, 5, 40, 0.1)) for i in range(40)))
torch_schedule("cosine_plain", lambda o: L.CosineAnnealingLR(o, 40), 40)
torch_schedule("step", lambda o: L.StepLR(o, 7, 0.5), 40)
torch_schedule("one_cycle", lambda o: L.OneCycleLR(o, 1.0, total_steps=40), 40)
torch_schedule("linear", lambda o: L.LambdaLR(o, lambda i: 1 - i / 40), 40)
