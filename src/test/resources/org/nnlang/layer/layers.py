# SPDX-License-Identifier: Apache-2.0
# Makes layers.txt: what PyTorch's layers give, and gradients, for weights and inputs that are
# formulas. Lines: "name.output", "name.input" (gradient), "name.WEIGHT" (gradient), "name.STATE".
# Number i of weight k of a layer is sin(i * 0.7 + k) * 0.5, of an input sin(i * 1.3) , in the order
# of the layer's parameters; the scalar differentiated is sum(output * cos(j * 0.9)) over outputs j.
# Run: python3 layers.py > layers.txt
import torch
import torch.nn as nn

torch.set_default_dtype(torch.float64)


def numbers(shape, step, start=0.0, scale=1.0):
    n = 1
    for s in shape:
        n *= s
    return (torch.sin(torch.arange(n) * step + start) * scale).reshape(shape)


def show(name, t):
    print(name, " ".join("%.17g" % x for x in t.flatten().tolist()))


def run(name, layer, shape, first=lambda out: out):
    with torch.no_grad():
        for k, p in enumerate(layer.parameters()):
            p.copy_(numbers(p.shape, 0.7, k, 0.5))
    x = numbers(shape, 1.3).requires_grad_()
    y = first(layer(x))
    (y * torch.cos(torch.arange(y.numel()) * 0.9).reshape(y.shape)).sum().backward()
    show(name + ".output", y)
    show(name + ".input", x.grad)
    for n, p in layer.named_parameters():
        alone = n.endswith("_l0") and not any("_l1" in o or "_reverse" in o for o, _ in layer.named_parameters())
        show(name + "." + (n.replace("_l0", "") if alone else n), p.grad)
    for n, b in layer.named_buffers():
        if b.dtype.is_floating_point:
            show(name + "." + n, b)


class Rms(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-6) * self.weight


class Rope(nn.Module):  # rotate_half of Hugging Face's Llama
    def forward(self, x):
        time, dim = x.shape[-2:]
        inv = 1.0 / (10000 ** (torch.arange(0, dim, 2) / dim))
        f = torch.outer(torch.arange(time).to(inv), inv)
        e = torch.cat((f, f), -1)
        half = torch.cat((-x[..., dim // 2 :], x[..., : dim // 2]), -1)
        return x * e.cos() + half * e.sin()


run("linear", nn.Linear(3, 4), (2, 5, 3))
run("linear_plain", nn.Linear(3, 4, bias=False), (2, 3))
run("layer_norm", nn.LayerNorm(4), (3, 4))
run("rms_norm", Rms(4), (3, 4))
run("conv1d", nn.Conv1d(2, 3, 3, stride=2, padding=1), (2, 2, 7))
run("conv1d_dilated", nn.Conv1d(2, 3, 2, dilation=2), (2, 2, 7))
run("conv2d", nn.Conv2d(2, 3, 3, stride=2, padding=1), (2, 2, 5, 6))
run("max_pool", nn.MaxPool2d(2), (2, 2, 4, 5))
run("avg_pool", nn.AvgPool2d(2), (2, 2, 4, 5))
run("batch_norm", nn.BatchNorm1d(3), (4, 3))
run("batch_norm_images", nn.BatchNorm2d(3), (2, 3, 2, 2))
run("gru", nn.GRU(3, 2, batch_first=True), (2, 4, 3), lambda out: out[0])
run("lstm", nn.LSTM(3, 2, batch_first=True), (2, 4, 3), lambda out: out[0])
run("rope", Rope(), (2, 3, 4))
run("conv1d_grouped", nn.Conv1d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2), (2, 4, 9))
run("conv1d_same", nn.Conv1d(2, 3, 4, padding="same", dilation=3), (2, 2, 7))
run("conv2d_depthwise", nn.Conv2d(3, 6, 3, stride=2, padding=1, groups=3), (2, 3, 6, 5))
run("conv2d_pairs", nn.Conv2d(2, 3, (3, 2), stride=(1, 2), padding=(2, 1), dilation=(2, 1)), (2, 2, 5, 6))
run("conv2d_same", nn.Conv2d(2, 2, (2, 3), padding="same", groups=2), (1, 2, 4, 4))
run("conv_transpose1d", nn.ConvTranspose1d(4, 6, 4, stride=3, padding=1, output_padding=2, groups=2), (2, 4, 3))
run("conv_transpose2d", nn.ConvTranspose2d(2, 3, (3, 2), stride=2, padding=(1, 0), output_padding=(1, 0), dilation=(2, 1)), (2, 2, 3, 2))
run("max_pool_padded", nn.MaxPool2d((3, 2), stride=2, padding=(1, 0), ceil_mode=True), (2, 2, 6, 5))
run("avg_pool_padded", nn.AvgPool2d((3, 2), stride=2, padding=(1, 1), ceil_mode=True), (2, 2, 6, 6))
run("avg_pool_time", nn.AvgPool1d(3, stride=3, padding=1, ceil_mode=True), (2, 2, 9))
run("upsample", nn.Upsample(scale_factor=(2, 3), mode="nearest"), (1, 2, 3, 2))
run("upsample_linear", nn.Upsample(scale_factor=3, mode="linear"), (2, 2, 4))
run("upsample_bilinear", nn.Upsample(scale_factor=(2, 3), mode="bilinear"), (1, 2, 3, 4))
run("group_norm", nn.GroupNorm(2, 6), (2, 6, 3, 2))
run("layer_norm_axes", nn.LayerNorm([3, 4]), (2, 3, 4))
run("rnn", nn.RNN(3, 2, batch_first=True), (2, 4, 3), lambda out: out[0])
run("gru_layers", nn.GRU(3, 2, num_layers=2, batch_first=True), (2, 4, 3), lambda out: out[0])
run("lstm_both", nn.LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True), (2, 4, 3), lambda out: out[0])
