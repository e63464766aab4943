# SPDX-License-Identifier: Apache-2.0
"""ONNX's operators that are functions of nn (docs/language.md, "Tensors"): each makes an expression of a case."""
import numpy as np

from onnx_text import DTYPES, NotExpressible, ints, number, tensor, truth

WORDS = {}


def word(*ops):
    def put(f):
        for op in ops:
            WORDS[op] = f
        return f

    return put


def fixed(text):
    """A text in which {0}, {1}, … are the inputs."""
    return lambda c: text.format(*(n or "none" for n in c.names))


BINARY = {"Add": "+", "Sub": "-", "Mul": "*", "Equal": "==", "Less": "<", "LessOrEqual": "<=", "Greater": ">",
          "GreaterOrEqual": ">=", "And": "and", "Or": "or", "Xor": "!=", "MatMul": "@"}
UNARY = {"Abs": "abs", "Acos": "acos", "Asin": "asin", "Atan": "atan", "Ceil": "ceil", "Cos": "cos", "Cosh": "cosh",
         "Det": "det", "Erf": "erf", "Exp": "exp", "Floor": "floor", "HardSwish": "hard_swish", "Log": "log",
         "Mish": "mish", "Relu": "relu", "Round": "round", "Sigmoid": "sigmoid", "Sign": "sign", "Sin": "sin",
         "Sinh": "sinh", "Softplus": "softplus", "Sqrt": "sqrt", "Tan": "tan", "Tanh": "tanh"}
TEXTS = {"Not": "not {0}", "Neg": "-{0}", "Identity": "{0}", "Reciprocal": "1 / {0}", "IsNaN": "{0} != {0}",
         "Where": "where({0}, {1}, {2})", "CastLike": "cast({0}, {1}.dtype)", "Softsign": "{0} / (1 + abs({0}))",
         "PRelu": "where({0} < 0, {1} * {0}, {0})", "NonZero": "nonzero({0}).T",
         "Acosh": "log({0} + sqrt({0} ^ 2 - 1))", "Asinh": "sign({0}) * log(abs({0}) + sqrt({0} ^ 2 + 1))",
         "Atanh": "0.5 * log((1 + {0}) / (1 - {0}))"}
for op, sign in BINARY.items():
    WORDS[op] = fixed("{0} %s {1}" % sign)
for op, name in UNARY.items():
    WORDS[op] = fixed("%s({0})" % name)
for op, text in TEXTS.items():
    WORDS[op] = fixed(text)


@word("Div")
def div(c):
    return f"{c.x} // {c.y}" if c.values[0].dtype.kind in "iu" else f"{c.x} / {c.y}"


@word("Mod")
def mod(c):
    # fmod has the sign of what is divided
    return f"sign({c.x}) * (abs({c.x}) % abs({c.y}))" if c.attr.get("fmod") else f"{c.x} % {c.y}"


@word("Pow")
def power(c):
    return f'cast({c.x} ^ {c.y}, "{DTYPES[str(c.values[0].dtype)]}")'


@word("Max", "Min")
def largest(c):
    return f"{c.op.lower()}({', '.join(c.names)})" if len(c.names) > 1 else c.x


@word("Sum")
def sum_(c):
    return " + ".join(c.names)


@word("Mean")
def mean(c):
    return f"({' + '.join(c.names)}) / {len(c.names)}"


@word("Elu")
def elu(c):
    return f"elu({c.x}, alpha: {c.attr.get('alpha', 1.0)})"


@word("Selu")
def selu(c):
    if not c.attr:
        return f"selu({c.x})"
    return f"{c.attr.get('gamma', 1.0507009873554805)} * elu({c.x}, alpha: {c.attr.get('alpha', 1.6732632423543772)})"


@word("Celu")
def celu(c):
    a = c.attr.get("alpha", 1.0)
    return f"elu({c.x} / {a}) * {a}"


@word("LeakyRelu")
def leaky_relu(c):
    return f"leaky_relu({c.x}, {c.attr.get('alpha', 0.01)})"


@word("ThresholdedRelu")
def thresholded_relu(c):
    return f"where({c.x} > {c.attr.get('alpha', 1.0)}, {c.x}, 0.0)"


@word("HardSigmoid")
def hard_sigmoid(c):
    return f"clip({c.attr.get('alpha', 0.2)} * {c.x} + {c.attr.get('beta', 0.5)}, 0, 1)"


@word("Shrink")
def shrink(c):
    bias, edge = c.attr.get("bias", 0.0), c.attr.get("lambd", 0.5)
    return f"where({c.x} < -{edge}, {c.x} + {bias}, where({c.x} > {edge}, {c.x} - {bias}, 0.0))"


@word("Softmax", "LogSoftmax")
def softmax(c):
    return f"{'softmax' if c.op == 'Softmax' else 'log_softmax'}({c.x}, axis: {c.attr.get('axis', -1)})"


@word("Hardmax")
def hardmax(c):
    axis = c.axis(-1)
    c.let("h", f"one_hot(argmax({c.x}, axis: {axis}), {c.shape[axis]})")
    return moved_last("h", axis, len(c.shape))


def moved_last(x, axis, rank):
    """x with its last axis at `axis`."""
    order = list(range(rank - 1))
    order.insert(axis, rank - 1)
    return f"permute({x}, {order})"


@word("IsInf")
def is_inf(c):
    inf = c.let("inf", "-log(tensor(0.0))")
    tests = [f"{c.x} == inf"] * c.attr.get("detect_positive", 1) + [f"{c.x} == -inf"] * c.attr.get("detect_negative", 1)
    return " or ".join(tests)


@word("Clip")
def clip(c):
    low = c.values[1].item() if c.has(1) else "none"
    high = c.values[2].item() if c.has(2) else "none"
    return f"clip({c.x}, {low}, {high})"


REDUCE = {"ReduceMax": "max({0}, {1})", "ReduceMin": "min({0}, {1})", "ReduceMean": "mean({0}, {1})",
          "ReduceSum": "sum({0}, {1})", "ReduceProd": "prod({0}, {1})", "ReduceL1": "sum(abs({0}), {1})",
          "ReduceL2": "norm({0}, {1})", "ReduceLogSum": "log(sum({0}, {1}))",
          "ReduceLogSumExp": "logsumexp({0}, {1})", "ReduceSumSquare": "sum({0} ^ 2, {1})"}


@word(*REDUCE)
def reduce(c):
    axes = c.attr.get("axes")
    if c.has(1):
        axes = ints(c.values[1]) or None
    if axes is None and c.attr.get("noop_with_empty_axes"):
        return c.x
    options = f"axis: {'none' if axes is None else list(axes)}, keep: {truth(c.attr.get('keepdims', 1))}"
    return REDUCE[c.op].format(c.x, options)


@word("ArgMax", "ArgMin")
def arg_max(c):
    axis = c.axis(0)
    options = f"axis: {axis}, keep: {truth(c.attr.get('keepdims', 1))}"
    if c.attr.get("select_last_index"):
        return f"{c.shape[axis] - 1} - {c.op.lower()}(flip({c.x}, {axis}), {options})"
    return f"{c.op.lower()}({c.x}, {options})"


@word("MeanVarianceNormalization")
def mean_variance_normalization(c):
    axes = list(c.attr.get("axes", [0, 2, 3]))
    c.let("d", f"{c.x} - mean({c.x}, axis: {axes}, keep: true)")
    return f"d / (sqrt(mean(d ^ 2, axis: {axes}, keep: true)) + 1e-9)"


@word("CumSum")
def cumsum(c):
    axis = ints(c.values[1])[0]
    if c.attr.get("reverse"):
        c.let("s", f"flip(cumsum(flip({c.x}, {axis}), axis: {axis}), {axis})")
    else:
        c.let("s", f"cumsum({c.x}, axis: {axis})")
    return f"s - {c.x}" if c.attr.get("exclusive") else "s"


@word("Transpose")
def transpose(c):
    return f"permute({c.x}, {list(c.attr['perm']) if 'perm' in c.attr else list(range(len(c.shape)))[::-1]})"


@word("Reshape")
def reshape(c):
    sizes = ints(c.values[1])
    if not c.attr.get("allowzero"):
        sizes = [c.shape[i] if s == 0 else s for i, s in enumerate(sizes)]
    return f"reshape({c.x}, {sizes})"


@word("Flatten")
def flatten(c):
    axis = c.attr.get("axis", 1) + (len(c.shape) if c.attr.get("axis", 1) < 0 else 0)
    return f"reshape({c.x}, [{int(np.prod(c.shape[:axis]))}, -1])"


@word("Expand")
def expand(c):
    return f"expand({c.x}, {list(np.broadcast_shapes(c.shape, ints(c.values[1])))})"


@word("Squeeze")
def squeeze(c):
    return f"squeeze({c.x})" if not c.has(1) and "axes" not in c.attr else f"reshape({c.x}, {list(c.outputs[0].shape)})"


@word("Unsqueeze")
def unsqueeze(c):
    return f"reshape({c.x}, {list(c.outputs[0].shape)})"


@word("DepthToSpace")
def depth_to_space(c):
    order = "(h2 w2 c)" if c.attr.get("mode", "DCR") == "DCR" else "(c h2 w2)"
    return f'rearrange({c.x}, "b {order} h w -> b c (h h2) (w w2)", h2: {c.attr["blocksize"]}, w2: {c.attr["blocksize"]})'


@word("SpaceToDepth")
def space_to_depth(c):
    return (f'rearrange({c.x}, "b c (h h2) (w w2) -> b (h2 w2 c) h w", h2: {c.attr["blocksize"]}, '
            f'w2: {c.attr["blocksize"]})')


@word("Concat")
def concat(c):
    return f"concat([{', '.join(c.names)}], axis: {c.attr['axis']})"


@word("Split")
def split(c):
    axis = c.attr.get("axis", 0)
    return f"split({c.x}, {[o.shape[axis] for o in c.outputs]}, axis: {axis})"


@word("Slice")
def slice_(c):
    starts, ends = ints(c.values[1]), ints(c.values[2])
    axes = ints(c.values[3]) if c.has(3) else list(range(len(starts)))
    steps = ints(c.values[4]) if c.has(4) else [1] * len(starts)
    out = c.x
    for s, e, a, t in zip(starts, ends, axes, steps):
        r = range(*slice(s, e, t).indices(c.shape[a]))
        part = f"range({r.start}, {r.stop}, {r.step})" if r.step != 1 else f"{r.start}..{max(r.start, r.stop)}"
        # several lists would pair up
        out += f"[{', '.join([':'] * (a % len(c.shape)) + [part])}]"
    return out


@word("Tile")
def tile(c):
    return f"tile({c.x}, {ints(c.values[1])})"


@word("Pad")
def pad(c):
    pads, n = ints(c.values[1]), len(c.shape)
    if len(pads) != 2 * n or min(pads) < 0:
        raise NotExpressible("pads that cut")
    value = c.values[2].item() if c.has(2) and c.values[2].size else 0
    return f'pad({c.x}, {[[pads[i], pads[n + i]] for i in range(n)]}, {value}, mode: "{c.attr.get("mode", "constant")}")'


@word("Gather")
def gather(c):
    return f"{c.x}[{', '.join([':'] * c.axis(0) + [c.y])}]"


@word("GatherElements")
def gather_elements(c):
    return f"gather({c.x}, {c.y}, axis: {c.attr.get('axis', 0)})"


@word("GatherND")
def gather_nd(c):
    batch, n = c.attr.get("batch_dims", 0), c.values[1].shape[-1]
    if batch > 1:
        raise NotExpressible("indices in batches of batches")
    last = [f"{c.y}[..., {i}]" for i in range(n)]
    if batch:
        size = c.shape[0]
        last.insert(0, f"arange({size}).reshape({[size] + [1] * (c.values[1].ndim - 2)})")
    return f"{c.x}[{', '.join(last)}]"


@word("Compress")
def compress(c):
    if "axis" not in c.attr:
        c.let("f", f"reshape({c.x}, [-1])[..{c.values[1].size}]")
        return f"f[{c.y}]"
    axis = c.axis(0)
    return f"{c.x}[{', '.join([':'] * axis + [c.y])}]"


@word("ScatterElements", "Scatter")
def scatter_elements(c):
    mode = c.attr.get("reduction", "none")
    if mode not in ("none", "add"):
        raise NotExpressible(f"scatter by {mode}")
    return f"{'scatter' if mode == 'none' else 'scatter_add'}({', '.join(c.names)}, axis: {c.attr.get('axis', 0)})"


@word("ScatterND")
def scatter_nd(c):
    mode, n = c.attr.get("reduction", "none"), c.values[1].shape[-1]
    if mode not in ("none", "add"):
        raise NotExpressible(f"scatter by {mode}")
    # rows of what lies behind the axes that are indexed
    rows, rest = int(np.prod(c.shape[:n])), int(np.prod(c.shape[n:]))
    strides = [int(np.prod(c.shape[i + 1:n])) for i in range(n)]
    c.let("row", " + ".join(f"{c.y}[..., {i}] * {s}" for i, s in enumerate(strides)))
    c.let("index", f"expand(reshape(row, [-1, 1]), [-1, {rest}])")
    put = "scatter" if mode == "none" else "scatter_add"
    return f"reshape({put}(reshape({c.x}, [{rows}, {rest}]), index, reshape({c.names[2]}, [-1, {rest}])), {list(c.shape)})"


@word("TopK")
def top_k(c):
    k, axis = ints(c.values[1])[0], c.attr.get("axis", -1)
    if c.attr.get("largest", 1):
        return f"topk({c.x}, {k}, axis: {axis})"
    c.let("t", f"topk(-{c.x}, {k}, axis: {axis})")
    return ["-t[0]", "t[1]"]


@word("Unique")
def unique(c):
    if not c.attr.get("sorted", 1) or "axis" in c.attr:
        raise NotExpressible("unique in the order of occurrence, or of slices")
    # places of the first occurrence and what each element has become, by comparing all with all
    c.let("u", f"unique({c.x}, counts: true)")
    c.let("same", f"reshape({c.x}, [1, -1]) == reshape(u[0], [-1, 1])")
    found = ["u[0]", 'argmax(cast(same, "int"), axis: 1)', 'argmax(cast(same, "int"), axis: 0)', "u[1]"]
    return [found[i] for i in c.wanted]


@word("OneHot")
def one_hot(c):
    depth = int(c.values[1].reshape(-1)[0])
    c.let("h", f'one_hot(cast({c.x}, "int") % {depth}, {depth}, dtype: "{DTYPES[str(c.values[2].dtype)]}")')
    rank = len(c.shape) + 1
    return f"{moved_last('h', c.axis(-1, rank), rank)} * ({c.names[2]}[1] - {c.names[2]}[0]) + {c.names[2]}[0]"


@word("ReverseSequence")
def reverse_sequence(c):
    time, batch = c.attr.get("time_axis", 0), c.attr.get("batch_axis", 1)
    c.let("t", f"arange({c.shape[time]})" + ("[:, none]" if time == 0 else ""))
    c.let("n", c.y + ("[:, none]" if batch == 0 else ""))
    c.let("back", "where(t < n, n - 1 - t, t)")
    return f"gather({c.x}, back, axis: {time})"


@word("Trilu")
def trilu(c):
    k = ints(c.values[1])[0] if c.has(1) else 0
    return f"{'triu' if c.attr.get('upper', 1) else 'tril'}({c.x}, {k})"


@word("Range")
def range_(c):
    return f"arange({c.values[0].item()}, {c.values[1].item()}, {c.values[2].item()})"


@word("EyeLike")
def eye_like(c):
    dtype, k = DTYPES[str(c.outputs[0].dtype)], c.attr.get("k", 0)
    if k:
        return f'cast(arange({c.shape[0]})[:, none] + {k} == arange({c.shape[1]}), "{dtype}")'
    return f'eye({c.shape[0]}, {c.shape[1]}, dtype: "{dtype}")'


@word("Constant")
def constant(c):
    return tensor(c.attr["value"])


@word("ConstantOfShape")
def constant_of_shape(c):
    return (f"full({ints(c.values[0])}, {number(c.attr['value'].reshape(-1)[0])}, "
            f"dtype: \"{DTYPES[str(c.outputs[0].dtype)]}\")")


@word("Shape")
def shape(c):
    n = len(c.shape)
    start, stop, _ = slice(c.attr.get("start", 0), c.attr.get("end", n)).indices(n)
    if stop <= start:
        raise NotExpressible("a shape without sizes")
    return f"tensor({c.x}.shape[{start}..{stop}])"


@word("Size")
def size(c):
    return f"tensor(prod(tensor({c.x}.shape)))"


@word("Einsum")
def einsum(c):
    return f'einsum("{c.attr["equation"].replace(" ", "")}", {", ".join(c.names)})'


@word("Gemm")
def gemm(c):
    a = f"{c.x}.T" if c.attr.get("transA") else c.x
    b = f"{c.y}.T" if c.attr.get("transB") else c.y
    out = f"{c.attr.get('alpha', 1.0)} * ({a} @ {b})"
    return out + (f" + {c.attr.get('beta', 1.0)} * {c.names[2]}" if c.has(2) else "")


@word("Cast")
def cast(c):
    return f'cast({c.x}, "{DTYPES[str(c.outputs[0].dtype)]}")'


WINDOWS = {"HannWindow": [0.5, -0.5], "HammingWindow": [25 / 46, -21 / 46], "BlackmanWindow": [0.42, -0.5, 0.08]}


@word(*WINDOWS)
def window(c):
    # the tests' numbers were made with 3.1415 for pi
    n = int(c.values[0].reshape(-1)[0]) - (0 if c.attr.get("periodic", 1) else 1)
    c.let("a", f"arange({int(c.values[0].reshape(-1)[0])}) * (2 * 3.1415 / {n})")
    return " + ".join(f"{f} * cos({i}.0 * a)" for i, f in enumerate(WINDOWS[c.op]))
