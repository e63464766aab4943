# SPDX-License-Identifier: Apache-2.0
# Makes optimizers.txt: 50 steps of PyTorch's optimizers on a small fixed problem, in float64.
# A line is a name and the weights after 50 steps. Run: python3 optimizers.py > optimizers.txt
import torch

torch.set_default_dtype(torch.float64)
X = torch.tensor([[((i * 7 + j * 3) % 11) / 11 - 0.4 for j in range(3)] for i in range(8)])
Y = torch.tensor([[((i * 5 + j) % 7) / 7 for j in range(2)] for i in range(8)])
W = torch.tensor([[((i * 3 + j * 5) % 13) / 13 - 0.5 for j in range(3)] for i in range(2)])
B = torch.tensor([0.1, -0.2])


def lion(params, lr, b1=0.9, b2=0.99, wd=0.0):
    # The reference code of the paper's appendix; PyTorch has none.
    m = [torch.zeros_like(p) for p in params]

    class Lion:
        def zero_grad(self):
            for p in params:
                p.grad = None

        @torch.no_grad()
        def step(self):
            for p, s in zip(params, m):
                p.mul_(1 - lr * wd)
                p.add_((b1 * s + (1 - b1) * p.grad).sign(), alpha=-lr)
                s.mul_(b2).add_(p.grad, alpha=1 - b2)

    return Lion()


def muon(params, lr, momentum=0.95, wd=0.0, nesterov=True):
    # The authors' muon.py, in float64, for the matrix; the bias stays as it is. PyTorch 2.9 has the same.
    w = params[0]
    m = torch.zeros_like(w)

    def orthogonal(g):
        x = g / (g.norm() + 1e-7)
        x = x.T if g.size(0) > g.size(1) else x
        for _ in range(5):
            a = x @ x.T
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
        return x.T if g.size(0) > g.size(1) else x

    class Muon:
        def zero_grad(self):
            for p in params:
                p.grad = None

        @torch.no_grad()
        def step(self):
            m.lerp_(w.grad, 1 - momentum)
            u = orthogonal(w.grad.lerp(m, momentum) if nesterov else m)
            w.mul_(1 - lr * wd)
            w.add_(u * max(1, w.size(0) / w.size(1)) ** 0.5, alpha=-lr)

    return Muon()


def run(name, make, clip=None, gamma=None):
    w, b = W.clone().requires_grad_(), B.clone().requires_grad_()
    opt = make([w, b])
    sched = torch.optim.lr_scheduler.StepLR(opt, 10, gamma) if gamma else None
    for _ in range(50):
        opt.zero_grad()
        loss = (((X @ w.T + b).tanh() - Y) ** 2).mean()
        loss.backward()
        if clip:
            torch.nn.utils.clip_grad_norm_([w, b], clip)
        opt.step()
        if sched:
            sched.step()
    numbers = w.flatten().tolist() + b.tolist()
    print(name, " ".join(repr(x) for x in numbers))


o = torch.optim
run("sgd", lambda p: o.SGD(p, lr=0.1))
run("sgd_decay", lambda p: o.SGD(p, lr=0.1, weight_decay=0.01))
run("momentum", lambda p: o.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01))
run("nesterov", lambda p: o.SGD(p, lr=0.1, momentum=0.9, nesterov=True))
run("adam", lambda p: o.Adam(p, lr=0.01))
run("adam_betas", lambda p: o.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6))
run("adamw", lambda p: o.AdamW(p, lr=0.01, weight_decay=0.1))
run("rmsprop", lambda p: o.RMSprop(p, lr=0.01))
run("rmsprop_momentum", lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, momentum=0.9, weight_decay=0.01))
run("adagrad", lambda p: o.Adagrad(p, lr=0.05, weight_decay=0.01))
run("lion", lambda p: lion(p, 0.003))
run("lion_decay", lambda p: lion(p, 0.003, 0.95, 0.98, 0.1))
run("clipped", lambda p: o.SGD(p, lr=0.5), clip=0.05)
run("stepped", lambda p: o.SGD(p, lr=0.5), gamma=0.5)
# groups: the bias has a learning rate of its own and no decay
run("groups", lambda p: o.AdamW([{"params": [p[0]]}, {"params": [p[1]], "lr": 0.003, "weight_decay": 0.0}],
                                lr=0.01, weight_decay=0.1))
run("muon", lambda p: muon(p, 0.02, 0.95, 0.1))
