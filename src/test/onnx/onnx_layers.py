# SPDX-License-Identifier: Apache-2.0
"""ONNX's operators that are layers and losses of nn: convolutions, pools, norms, recurrent nets, resizing."""
import numpy as np

from onnx_text import NotExpressible, ints, pad, truth

WORDS = {}
MINUS_INFINITY = "log(tensor(0.0)).item()"


def word(*ops):
    def put(f):
        for op in ops:
            WORDS[op] = f
        return f

    return put


def window_of(c, kernel):
    """Strides, dilations and [before, after] of each axis that a window moves along."""
    n = len(kernel)
    if n > 2:
        raise NotExpressible("volumes: layers go along time or over images")
    strides, dilations = list(c.attr.get("strides", [1] * n)), list(c.attr.get("dilations", [1] * n))
    auto, pads = c.attr.get("auto_pad", "NOTSET"), list(c.attr.get("pads", [0] * 2 * n))
    if auto.startswith("SAME"):
        pairs = []
        for i in range(n):
            size = c.shape[2 + i]
            missing = max(0, (-(-size // strides[i]) - 1) * strides[i] + dilations[i] * (kernel[i] - 1) + 1 - size)
            less = missing // 2
            pairs.append((less, missing - less) if auto == "SAME_UPPER" else (missing - less, less))
    else:
        pairs = [(pads[i], pads[n + i]) for i in range(n)]
    return strides, dilations, pairs


def sizes(v):
    return v[0] if len(set(v)) == 1 else list(v)


def padded(c, pairs, value="0", most=None):
    """What is padded by the layer itself, and the input with what the layer cannot: sides that differ, and
    more than `most` along each axis."""
    if all(a == b for a, b in pairs) and (most is None or all(a <= m for (a, _), m in zip(pairs, most))):
        return sizes([a for a, _ in pairs]), c.x
    return 0, pad(c.x, [(0, 0), (0, 0)] + pairs, value)


@word("Conv")
def conv(c):
    w = c.values[1]
    strides, dilations, pairs = window_of(c, w.shape[2:])
    groups = c.attr.get("group", 1)
    inside, x = padded(c, pairs)
    net = c.layer(f"conv{w.ndim - 2}d({w.shape[1] * groups}, {w.shape[0]}, {sizes(w.shape[2:])}, stride: {sizes(strides)}, "
                  f"padding: {inside}, dilation: {sizes(dilations)}, groups: {groups}, bias: {truth(c.has(2))})",
                  weight=c.y, bias=c.names[2] if c.has(2) else None)
    return f"{net}({x})"


@word("ConvTranspose")
def conv_transpose(c):
    w, groups = c.values[1], c.attr.get("group", 1)
    n = w.ndim - 2
    strides, dilations, pairs = window_of(c, w.shape[2:])
    more = list(c.attr.get("output_padding", [0] * n))
    full = [(c.shape[2 + i] - 1) * strides[i] + dilations[i] * (w.shape[2 + i] - 1) + 1 for i in range(n)]
    wanted = c.attr.get("output_shape")
    if wanted is None and c.attr.get("auto_pad", "NOTSET").startswith("SAME"):
        wanted = [c.shape[2 + i] * strides[i] for i in range(n)]
    if wanted is not None:
        total = [full[i] + more[i] - wanted[i] for i in range(n)]
        more = [more[i] + max(0, -total[i]) for i in range(n)]
        upper = c.attr.get("auto_pad") == "SAME_UPPER"
        pairs = [(t // 2, t - t // 2) if upper else (t - t // 2, t // 2) for t in (max(0, t) for t in total)]
    even = all(a == b for a, b in pairs)
    net = c.layer(f"conv_transpose{n}d({w.shape[0]}, {w.shape[1] * groups}, {sizes(w.shape[2:])}, stride: {sizes(strides)}, "
                  f"padding: {sizes([a for a, _ in pairs]) if even else 0}, dilation: {sizes(dilations)}, groups: {groups}, "
                  f"output_padding: {sizes(more)}, bias: {truth(c.has(2))})",
                  weight=c.y, bias=c.names[2] if c.has(2) else None)
    if even:
        return f"{net}({c.x})"
    cut = ", ".join(f"{a}..{full[i] + more[i] - b}" for i, (a, b) in enumerate(pairs))
    return f"{net}({c.x})[:, :, {cut}]"


@word("MaxPool", "AveragePool")
def pool(c):
    kernel = list(c.attr["kernel_shape"])
    strides, dilations, pairs = window_of(c, kernel)
    if set(dilations) != {1}:
        raise NotExpressible("pools with gaps")
    if len(c.outputs) > 1:
        raise NotExpressible("a pool's indices")
    half = [k // 2 for k in kernel]
    if c.op == "MaxPool":
        inside, x = padded(c, pairs, MINUS_INFINITY, half)
        return f"max_pool({sizes(kernel)}, {sizes(strides)}, padding: {inside}, ceil: {truth(c.attr.get('ceil_mode'))})({x})"
    inside, x = padded(c, pairs, "0", half)
    net = c.let("net", f"avg_pool({sizes(kernel)}, {sizes(strides)}, padding: {inside}, ceil: {truth(c.attr.get('ceil_mode'))})")
    if c.attr.get("count_include_pad") or not any(map(any, pairs)):
        return f"{net}({x})"
    # padding does not count
    c.let("there", x.replace(c.x, f"ones({list(c.shape)})"))  # with the same pads
    return f"{net}({x}) / {net}(there)"


@word("GlobalAveragePool", "GlobalMaxPool")
def global_pool(c):
    return f"{'max' if c.op == 'GlobalMaxPool' else 'mean'}({c.x}, axis: {list(range(2, len(c.shape)))}, keep: true)"


@word("MaxUnpool")
def max_unpool(c):
    out = c.outputs[0].shape
    shape = [(s - 1) * t + k for s, t, k in zip(c.shape[2:], c.attr["strides"], c.attr["kernel_shape"])]
    c.let("flat", f"scatter(zeros([{int(np.prod(c.shape[:2] + tuple(shape)))}]), reshape({c.y}, [-1]), reshape({c.x}, [-1]))")
    found = f"reshape(flat, {list(c.shape[:2]) + shape})"
    return pad(found, [(0, b - a) for a, b in zip(list(c.shape[:2]) + shape, out)])


@word("BatchNormalization")
def batch_norm(c):
    dim, eps = c.shape[1], c.attr.get("epsilon", 1e-5)
    x, scale, bias, mean, var = c.names
    if c.attr.get("training_mode"):
        c.layer(f"batch_norm({dim}, eps: {eps})", weight=scale, bias=bias)
        old, n = c.attr.get("momentum", 0.9), int(np.prod(c.shape)) // dim
        c.let("seen", f"net({x}, training: true)")
        # nn's statistics begin at 0 and 1, and those of the variance are of a sample: n - 1
        return ["seen", f"net.running_mean + {old} * {mean}",
                f"(net.running_var - {old}) * ({n - 1} / {n}) + {old} * {var}"]
    # two rows of which the statistics are those that are given
    c.layer(f"batch_norm({dim}, eps: {eps}, momentum: 1.0)", weight=scale, bias=bias)
    c.lines.append(f"net(stack([{mean} - sqrt({var} / 2), {mean} + sqrt({var} / 2)]), training: true)")
    return f"net({x})"


@word("InstanceNormalization")
def instance_norm(c):
    dim = c.shape[1]
    net = c.layer(f"group_norm({dim}, {dim}, eps: {c.attr.get('epsilon', 1e-5)})", weight=c.y, bias=c.names[2])
    return f"{net}({c.x})"


@word("LayerNormalization")
def layer_norm(c):
    axis, eps = c.axis(-1), c.attr.get("epsilon", 1e-5)
    net = c.layer(f"layer_norm({list(c.shape[axis:])}, eps: {eps})", weight=c.y, bias=c.names[2])
    axes = list(range(axis, len(c.shape)))
    c.let("m", f"mean({c.x}, axis: {axes}, keep: true)")
    all_ = [f"{net}({c.x})", "m", f"1 / sqrt(mean(({c.x} - m) ^ 2, axis: {axes}, keep: true) + {eps})"]
    return [all_[i] for i in c.wanted]


@word("LRN")
def lrn(c):
    n = c.attr["size"]
    before, alpha, beta, bias = (n - 1) // 2, c.attr.get("alpha", 1e-4), c.attr.get("beta", 0.75), c.attr.get("bias", 1.0)
    c.let("squares", pad(f"{c.x} ^ 2", [(0, 0), (before, n - 1 - before), (0, 0), (0, 0)]))
    near = " + ".join(f"squares[:, {i}..{i + c.shape[1]}]" for i in range(n))
    return f"{c.x} / ({bias} + {alpha / n} * ({near})) ^ {beta}"


@word("Dropout")
def dropout(c):
    ratio = float(c.values[1]) if c.has(1) else c.attr.get("ratio", 0.5)
    training = c.has(2) and bool(c.values[2])
    if training and ratio > 0:
        raise NotExpressible("random numbers of another generator")
    found = [f"dropout({ratio})({c.x}, training: {truth(training)})", f"ones({list(c.shape)}) > 0"]
    return [found[i] for i in c.wanted]


def recurrent_weights(c, gates, order):
    """The weights of one direction with the gates in another order, and the batch first."""
    if c.attr.get("direction", "forward") != "forward":
        raise NotExpressible("a net that only reads backwards")
    if set(c.attr) - {"hidden_size", "layout", "direction"}:
        raise NotExpressible("other functions within the gates")
    h = c.values[2].shape[2]
    time_first = not c.attr.get("layout", 0)
    steps = c.shape[0 if time_first else 1]
    if c.has(4) and set(ints(c.values[4])) != {steps}:
        raise NotExpressible("rows of different length")
    c.let("x", f"permute({c.x}, [1, 0, 2])" if time_first else c.x)
    rows = [list(range(g * h, (g + 1) * h)) for g in order]
    rows = [r for part in rows for r in part]
    c.let("wx", f"{c.y}[0, :][{rows}]")
    c.let("wh", f"{c.names[2]}[0, :][{rows}]")
    if c.has(3):
        c.let("bx", f"{c.names[3]}[0, :][{rows}]")
        c.let("bh", f"{c.names[3]}[0, :][{[gates * h + r for r in rows]}]")
    else:
        c.let("bx", f"zeros([{gates * h}])")
        c.let("bh", "bx")
    return h, time_first


def recurrent_result(c, y, last, time_first):
    """y is `[batch, time, out]`, last `[1, batch, out]`; ONNX has an axis of directions."""
    every = f"permute({y}, [1, 0, 2])[:, none]" if time_first else f"{y}[:, :, none]"
    found = [every, last if time_first else f"permute({last}, [1, 0, 2])"]
    return [found[i] for i in c.wanted] if len(c.wanted) > 1 else found[c.wanted[0]]


@word("RNN")
def rnn(c):
    h, time_first = recurrent_weights(c, 1, [0])
    c.layer(f"rnn({c.shape[2]}, {h})", weight_ih="wx", weight_hh="wh", bias_ih="bx", bias_hh="bh")
    c.let("r", "net.run(x)" if not c.has(5) else f"net.run(x, state: {c.names[5]})")
    return recurrent_result(c, "r[0]", "r[1]", time_first)


@word("LSTM")
def lstm(c):
    # input, output, forget, cell there; input, forget, cell, output here
    h, time_first = recurrent_weights(c, 4, [0, 2, 3, 1])
    if not c.has(7):
        c.layer(f"lstm({c.shape[2]}, {h})", weight_ih="wx", weight_hh="wh", bias_ih="bx", bias_hh="bh")
        c.let("r", "net.run(x)" if not c.has(5) else f"net.run(x, state: [{c.names[5]}, {c.names[6]}])")
        return recurrent_result(c, "r[0]", "r[1][0]", time_first)
    # gates that see the memory: written by hand
    c.let("[pi, po, pf]", f"split({c.names[7]}[0], 3)")
    c.let("[h, memory]", f"[{c.names[5]}[0], {c.names[6]}[0]]")
    c.lines.append("ys = []")
    c.lines.append(f"for t in range({c.shape[0 if time_first else 1]}) {{")
    c.lines.append("  [i, f, g, o] = split(x[:, t] @ wx.T + bx + h @ wh.T + bh, 4, axis: 1)")
    c.lines.append("  memory = sigmoid(f + pf * memory) * memory + sigmoid(i + pi * memory) * tanh(g)")
    c.lines.append("  h = sigmoid(o + po * memory) * tanh(memory)")
    c.lines.append("  append(ys, h)")
    c.lines.append("}")
    return recurrent_result(c, "stack(ys, axis: 1)", "h[none]", time_first)


@word("GRU")
def gru(c):
    # update, reset, new there; reset, update, new here. There the new gate's reset comes before its matrix, so the
    # layer does not serve: written by hand
    h, time_first = recurrent_weights(c, 3, [1, 0, 2])
    c.let("h", f"zeros([x.shape[0], {h}])" if not c.has(5) else f"{c.names[5]}[0]")
    c.let("[hr, hz, hn]", "split(wh, 3)")
    c.let("[br, bz, bn]", "split(bh, 3)")
    c.lines.append("ys = []")
    c.lines.append(f"for t in range({c.shape[0 if time_first else 1]}) {{")
    c.lines.append("  [r, z, n] = split(x[:, t] @ wx.T + bx, 3, axis: 1)")
    c.lines.append("  r = sigmoid(r + h @ hr.T + br)")
    c.lines.append("  z = sigmoid(z + h @ hz.T + bz)")
    c.lines.append("  h = (1 - z) * tanh(n + (r * h) @ hn.T + bn) + z * h")
    c.lines.append("  append(ys, h)")
    c.lines.append("}")
    return recurrent_result(c, "stack(ys, axis: 1)", "h[none]", time_first)


def resized(c, place, nearest):
    mode, out = c.attr.get("mode", "nearest"), list(c.outputs[0].shape)
    if mode == "cubic":
        raise NotExpressible("cubic")
    if not (mode == "linear" and place == "half_pixel" or mode == "nearest" and place == "asymmetric" and nearest == "floor"):
        raise NotExpressible(f"{mode} with places {place}{' ' + nearest if mode == 'nearest' else ''}")
    return f'resize({c.x}, {out[2:]}, mode: "{mode}")'


@word("Resize")
def resize(c):
    place = c.attr.get("coordinate_transformation_mode", "half_pixel")
    nearest = c.attr.get("nearest_mode", "round_prefer_floor")
    mode = c.attr.get("mode", "nearest")
    scales = c.values[2] if c.has(2) and c.values[2].size else None
    if scales is not None and [s * f for s, f in zip(c.shape, scales)] != list(c.outputs[0].shape):
        raise NotExpressible("a factor that is not the quotient of the sizes")
    whole = all(o % s == 0 for o, s in zip(c.outputs[0].shape, c.shape))
    if mode == "nearest" and whole and place == "half_pixel" and nearest == "round_prefer_floor":
        # a whole factor repeats each number, whichever way places are counted
        place, nearest = "asymmetric", "floor"
    return resized(c, place, nearest)


@word("Upsample")
def upsample(c):
    return resized(c, "asymmetric", "floor")


def classes_last(c):
    rank = len(c.shape)
    return c.x if rank == 2 else f"permute({c.x}, {[0] + list(range(2, rank)) + [1]})"


@word("SoftmaxCrossEntropyLoss")
def cross_entropy(c):
    options = f'reduction: "{c.attr.get("reduction", "mean")}"'
    if c.has(2):
        options += f", weight: {c.names[2]}"
    if "ignore_index" in c.attr:
        options += f", ignore: {c.attr['ignore_index']}"
    found = [f"cross_entropy({classes_last(c)}, {c.y}, {options})", f"log_softmax({c.x}, axis: 1)"]
    return [found[i] for i in c.wanted] if len(c.wanted) > 1 else found[0]


@word("NegativeLogLikelihoodLoss")
def negative_log_likelihood(c):
    # its input need not be logarithms of probabilities, so cross_entropy does not serve
    c.let("p", classes_last(c))
    c.let("counts", f"{c.y} != {c.attr['ignore_index']}" if "ignore_index" in c.attr else f"{c.y} == {c.y}")
    c.let("classes", f"where(counts, {c.y}, 0)")
    c.let("w", (f"{c.names[2]}[classes] * " if c.has(2) else "") + 'cast(counts, "float32")')
    c.let("losses", "-gather(p, unsqueeze(classes, -1), axis: -1).squeeze(-1) * w")
    return {"none": "losses", "sum": "sum(losses)", "mean": "sum(losses) / sum(w)"}[c.attr.get("reduction", "mean")]
