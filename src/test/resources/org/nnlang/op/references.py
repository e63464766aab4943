# SPDX-License-Identifier: Apache-2.0
"""Writes references.txt: what PyTorch (1.13) gives, in double precision, for the cases of
ReferencesTest. Run in this folder: python3 references.py"""
import math

import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
out = open("references.txt", "w")


def numbers(t):
    return " ".join(repr(float(v)) for v in t.detach().reshape(-1))


def line(word, t):
    kind = "bool" if t.dtype == torch.bool else "float" if t.dtype.is_floating_point else "int"
    shape = ",".join(str(s) for s in t.shape)
    out.write(f"{word} {kind} [{shape}] {numbers(t)}\n")


def case(name, f, *inputs, gradients=True):
    out.write(f"case {name}\n")
    xs = [x.clone().requires_grad_(x.dtype.is_floating_point) for x in inputs]
    for x in xs:
        line("in", x)
    y = f(*xs)
    line("out", y)
    if gradients and y.dtype.is_floating_point:
        weight = torch.sin(0.7 + 0.37 * torch.arange(y.numel(), dtype=torch.float64))
        (y.reshape(-1) * weight).sum().backward()
        for i, x in enumerate(xs):
            if x.grad is not None:
                line(f"grad {i}", x.grad)


r = torch.randn
edge = torch.tensor([-1e4, -88.0, -1.0, -0.0, 0.0, 1e-3, 1.0, 88.0, 1e4])
bases = torch.tensor([0.0, 0.0, 0.0, 2.0, -2.0, 3.0])
powers = torch.tensor([0.0, 1.0, 2.0, 0.0, 3.0, -1.5])

case("abs", torch.abs, torch.tensor([-2.0, 0.0, 3.0]))
case("relu", torch.relu, torch.tensor([-2.0, 0.0, 3.0]))
case("round", torch.round, torch.tensor([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999]))
case("erf", torch.erf, torch.linspace(-5, 5, 21))
case("pow", torch.pow, bases, powers)
case("pow_scalar_2.5", lambda x: x ** 2.5, torch.rand(4))
case("pow_scalar_3", lambda x: x ** 3, r(4))
case("mod", torch.remainder, torch.tensor([5.0, -5.0, 5.5, -5.5]), torch.tensor([3.0, 3.0, -2.0, -2.0]))
case("floor_div", lambda a, b: torch.div(a, b, rounding_mode="floor"), torch.tensor([5.0, -5.0, 5.5, -5.5]), torch.tensor([3.0, 3.0, -2.0, -2.0]), gradients=False)
case("maximum", torch.maximum, torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 2.0, 2.0]))
case("minimum", torch.minimum, torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 2.0, 2.0]))
case("clip", lambda x: torch.clamp(x, -1, 1), torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0]))
case("gelu", F.gelu, edge[1:-1])
case("gelu_tanh", lambda x: F.gelu(x, approximate="tanh"), r(7))
case("silu", F.silu, r(7))
case("softplus", lambda x: F.softplus(x, threshold=1e9), torch.tensor([-80.0, -1.0, 0.5, 30.0, 300.0]))
case("leaky_relu", F.leaky_relu, r(7))
case("max_ties", lambda x: torch.amax(x, 1), torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]]))
case("min_ties", lambda x: torch.amin(x, 0), torch.tensor([[1.0, 3.0], [1.0, 4.0]]))
case("prod_zero", lambda x: torch.prod(x, 1), torch.tensor([[2.0, 0.0, 3.0], [0.0, 0.0, 5.0], [1.0, 2.0, 3.0]]))
case("mean_0", lambda x: x.mean(0), r(3, 4))
case("var", lambda x: x.var(-1), r(3, 4))
case("std_all", lambda x: x.std(), r(3, 4))
case("norm", lambda x: x.norm(dim=1), r(3, 4))
case("logsumexp", lambda x: torch.logsumexp(x, 1), torch.tensor([[1e4, 1e4], [-1e4, 2.0], [-math.inf, 0.0]]))
case("softmax_1", lambda x: torch.softmax(x, 1), torch.tensor([[1e4, 0.0, -1e4], [0.1, 0.2, 0.3]]))
case("softmax_0", lambda x: torch.softmax(x, 0), r(3, 2))
case("log_softmax", lambda x: torch.log_softmax(x, -1), torch.tensor([[1e4, 0.0, -1e4], [0.1, 0.2, 0.3]]))
case("layer_norm", lambda x, w, b: F.layer_norm(x, (5,), w, b), r(2, 3, 5), r(5), r(5))
case("mse", F.mse_loss, r(3, 4), r(3, 4))
case("mae", F.l1_loss, r(3, 4), r(3, 4))
case("huber", F.huber_loss, 2 * r(3, 4), 2 * r(3, 4))
case("cross_entropy", F.cross_entropy, r(6, 5), torch.tensor([0, 4, 2, 2, 1, 3]))
case("cross_entropy_rows", lambda x, t: F.cross_entropy(x.reshape(6, 5), t.reshape(6)), r(2, 3, 5), torch.tensor([[0, 4, 2], [2, 1, 3]]))
case("binary_cross_entropy", F.binary_cross_entropy_with_logits, torch.tensor([-300.0, -1.0, 0.5, 200.0]), torch.tensor([0.0, 1.0, 0.3, 1.0]))
case("kl", lambda p, t: F.kl_div(p, t, reduction="batchmean"), torch.log_softmax(r(3, 4), 1), torch.softmax(r(3, 4), 1).index_fill(1, torch.tensor([0]), 0.0), gradients=False)
case("take", lambda x, i: x[i], r(4, 3), torch.tensor([[0, 3], [3, -1]]))
case("take_1", lambda x, i: x[:, i], r(2, 4, 3), torch.tensor([1, 1, 3]))
case("gather", lambda x, i: torch.gather(x, 1, i), r(2, 4), torch.tensor([[0, 3, 3], [1, 2, 0]]))
case("argmax", lambda x: torch.argmax(x, 1), torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 1.0]]))
case("argmin_all", lambda x: torch.argmin(x), r(3, 4))
case("argsort", lambda x: torch.argsort(x, 0), r(4, 2))
case("sort_down", lambda x: torch.sort(x, 1, descending=True)[0], r(2, 5))
case("topk", lambda x: torch.topk(x, 3)[0], r(2, 5))
case("cumsum", lambda x: torch.cumsum(x, 1), r(2, 5))
case("flip", lambda x: torch.flip(x, (0, 1)), r(2, 3))
case("slice_step", lambda x: x[:, 1:5:2], r(2, 6))
case("tril", lambda x: torch.tril(x, -1), r(3, 4))
case("triu", lambda x: torch.triu(x, 1), r(3, 4))
case("pad", lambda x: F.pad(x, (1, 2), value=0.5), r(2, 3))
case("concat", lambda a, b: torch.cat([a, b], 1), r(2, 3), r(2, 1))
case("stack", lambda a, b: torch.stack([a, b], 1), r(2, 3), r(2, 3))
case("matmul", torch.matmul, r(2, 3, 4), r(4, 2))
case("matmul_batch", torch.matmul, r(2, 1, 3, 4), r(3, 4, 2))
case("matmul_vector", torch.matmul, r(4), r(2, 4, 3))
case("einsum", lambda a, b: torch.einsum("bij,bkj->kib", a, b), r(2, 3, 4), r(2, 5, 4))
case("einsum_trace", lambda a: torch.einsum("ii->", a), r(3, 3))
case("conv1d", lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=2, dilation=2), r(2, 3, 9), r(4, 3, 3), r(4))
case("conv2d", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1), r(2, 3, 5, 6), r(4, 3, 3, 3), r(4))
case("max_pool", lambda x: F.max_pool2d(x, 2), r(2, 2, 5, 4))
case("avg_pool", lambda x: F.avg_pool1d(x, 3, 2), r(2, 2, 7))


def attention(q, k, v, causal=False):
    s = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if causal:
        s = s.masked_fill(torch.ones_like(s, dtype=torch.bool).triu(1), -math.inf)
    return torch.softmax(s, -1) @ v


case("attention", attention, r(2, 2, 3, 4), r(2, 2, 5, 4), r(2, 2, 5, 2))
case("attention_causal", lambda q, k, v: attention(q, k, v, True), r(2, 2, 6, 4), r(2, 2, 6, 4), r(2, 2, 6, 4))
case("cross_entropy_smooth", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1), r(6, 5), torch.tensor([0, 4, 2, 2, 1, 3]))


def wide_attention(q, k, v, window):  # grouped heads, the last query at the last key, a window
    k, v = (t.repeat_interleave(q.shape[-3] // t.shape[-3], -3) for t in (k, v))
    n, m = q.shape[-2], k.shape[-2]
    behind = torch.arange(n)[:, None] + (m - n) - torch.arange(m)
    s = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])).masked_fill((behind < 0) | (behind >= window), -math.inf)
    return torch.softmax(s, -1) @ v


case("attention_window", lambda q, k, v: wide_attention(q, k, v, 3), r(2, 4, 6, 4), r(2, 2, 6, 4), r(2, 2, 6, 4))
case("attention_shared", lambda q, k, v: wide_attention(q, k, v, 99), r(2, 4, 2, 4), r(2, 1, 5, 4), r(2, 1, 5, 3))


def weighted(f):  # as PyTorch's losses from 2.6 on have it
    return lambda p, t, w: (f(p, t, reduction="none") * w).sum() / w.expand(p.shape).sum()


r34 = lambda: r(3, 4)
rows = torch.tensor([0.5, 2.0, 1.0])
case("mse_sum", lambda p, t: F.mse_loss(p, t, reduction="sum"), r34(), r34())
case("mse_none", lambda p, t: F.mse_loss(p, t, reduction="none"), r34(), r34())
case("mse_rows", lambda p, t: weighted(F.mse_loss)(p, t, rows[:, None]), r34(), r34())
case("mae_columns", weighted(F.l1_loss), r34(), r34(), torch.rand(1, 4))
case("huber_all", weighted(F.huber_loss), 2 * r34(), r34(), torch.rand(3, 4))
case("bce_weight", lambda x, t: F.binary_cross_entropy_with_logits(x, t, weight=rows[:, None]), r34(), torch.rand(3, 4))
case("bce_sum", lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="sum"), r34(), torch.rand(3, 4))
case("kl_rows", lambda p, t: (F.kl_div(p, t, reduction="none").sum(1) * rows).sum() / rows.sum(), torch.log_softmax(r34(), 1), torch.softmax(r34(), 1), gradients=False)
classes = torch.tensor([0, 4, -100, 2, 1, -100])
five = torch.tensor([0.2, 1.0, 3.0, 0.5, 2.0])
case("ce_ignore", F.cross_entropy, r(6, 5), classes)
case("ce_none", lambda x, t: F.cross_entropy(x, t, reduction="none"), r(6, 5), classes)
case("ce_ignore_2", lambda x, t: F.cross_entropy(x, t, ignore_index=2, reduction="sum"), r(6, 5), torch.tensor([0, 4, 2, 2, 1, 3]))
case("ce_weight", lambda x, t: F.cross_entropy(x, t, weight=five), r(6, 5), classes)
case("ce_weight_smooth", lambda x, t: F.cross_entropy(x, t, weight=five, label_smoothing=0.1), r(6, 5), classes)
case("ce_weight_smooth_none", lambda x, t: F.cross_entropy(x, t, weight=five, label_smoothing=0.1, reduction="none"), r(6, 5), classes)
case("ce_smooth_ignore", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.2), r(6, 5), classes)
six = torch.tensor([1.0, 0.5, 2.0, 0.0, 3.0, 1.0])
kept = six * (classes >= 0)
case("ce_rows", lambda x, t: (F.cross_entropy(x, t, reduction="none") * six).sum() / kept.sum(), r(6, 5), classes)
# functions of one number, at their edges too
small = torch.tensor([-0.9, -1e-9, 0.0, 1e-9, 0.5, 3.0])
inside = torch.tensor([-0.99, -0.5, 1e-9, 0.3, 0.99])
case("log1p", torch.log1p, small)
case("expm1", torch.expm1, small)
case("tan", torch.tan, small)
case("asin", torch.asin, inside)
case("acos", torch.acos, inside)
case("atan", torch.atan, edge)
case("sinh", torch.sinh, small)
case("cosh", torch.cosh, small)
case("elu", lambda x: F.elu(x, 1.5), edge[1:-1])
case("selu", F.selu, edge[1:-1])
case("mish", F.mish, edge[1:-1])
case("hard_swish", F.hardswish, torch.tensor([-4.0, -2.5, 0.0, 1.0, 2.5, 4.0]))
case("log_sigmoid", F.logsigmoid, edge[1:-1])
case("log_1_minus", lambda x: torch.log1p(-x), torch.tensor([1e-12, 0.3, 0.9]))
case("logsumexp_axes", lambda x: torch.logsumexp(x, (0, 2)), r(2, 3, 2) * 100)
case("bce_sure", lambda x, t: F.binary_cross_entropy_with_logits(x, t), torch.tensor([-30.0, 20.0, 30.0, 800.0, -800.0]), torch.tensor([0.0, 0.0, 1.0, 1.0, 0.0]))
case("cumprod", lambda x: torch.cumprod(x, 1), torch.tensor([[2.0, 0.0, 3.0, -1.0, 0.5], [1.0, 2.0, 3.0, 4.0, 5.0]]))
case("roll", lambda x: torch.roll(x, (1, -2), (0, 1)), r(3, 4))
case("roll_flat", lambda x: torch.roll(x, 5), r(3, 4))
case("tile", lambda x: torch.tile(x, (2, 1, 2)), r(2, 3))
case("pad_reflect", lambda x: F.pad(x, (2, 1), mode="reflect"), r(2, 4))
case("pad_edge", lambda x: F.pad(x, (2, 1), mode="replicate"), r(2, 4))
case("pad_wrap", lambda x: F.pad(x[None], (2, 1), mode="circular")[0], r(2, 4))
index = torch.tensor([[0, 2, 1], [3, 3, 0]])
case("scatter", lambda x, i, v: torch.scatter(x, 0, i, v), r(4, 3), torch.tensor([[0, 2, 1], [3, 3, 0]]), r(2, 3))
case("scatter_add", lambda x, i, v: torch.scatter_add(x, 0, i, v), r(4, 3), torch.tensor([[0, 2, 1], [0, 3, 1]]), r(2, 3))
case("take_pairs", lambda x, i, j: x[:, i, j], r(2, 3, 4), torch.tensor([0, 2, -1]), torch.tensor([[1, 0, 3], [2, 2, -4]]))
case("take_pairs_apart", lambda x, i, j: x[i, :, j], r(2, 3, 4), torch.tensor([0, 1, -1]), torch.tensor([1, 0, 3]))
case("resize_nearest", lambda x: F.interpolate(x, size=(5, 3), mode="nearest"), r(1, 2, 3, 4))
case("resize_linear", lambda x: F.interpolate(x, size=(5, 3), mode="bilinear", align_corners=False), r(1, 2, 3, 4))
case("resize_linear_1", lambda x: F.interpolate(x, size=7, mode="linear", align_corners=False), r(1, 2, 3))
