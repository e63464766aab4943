# SPDX-License-Identifier: Apache-2.0
"""Writes the ONNX project's node tests as scripts of nn, one a file, each of which asserts what the test
expects. Their data comes from Debian's python3-onnx: python3 onnx_cases.py FOLDER. What the language has no
word for is not written, and counted by operator."""
import os
import sys
from collections import defaultdict

import numpy as np

for old in ("float", "int", "bool", "object"):
    setattr(np, old, getattr(__builtins__, old))

from onnx import helper, numpy_helper, TensorProto
from onnx.backend.test.case.node import collect_testcases

DTYPES = {"float32": "float32", "float64": "float64", "int64": "int", "int32": "int", "bool": "bool"}
BINARY = {"Add": "+", "Sub": "-", "Mul": "*", "Equal": "==", "Less": "<", "LessOrEqual": "<=", "Greater": ">",
          "GreaterOrEqual": ">=", "And": "and", "Or": "or", "MatMul": "@"}
UNARY = {"Abs": "abs", "Acos": "acos", "Asin": "asin", "Atan": "atan", "Ceil": "ceil", "Cos": "cos", "Cosh": "cosh",
         "Erf": "erf", "Exp": "exp", "Floor": "floor", "HardSwish": "hard_swish", "Log": "log", "Mish": "mish",
         "Relu": "relu", "Round": "round", "Sigmoid": "sigmoid", "Sign": "sign", "Sin": "sin", "Sinh": "sinh",
         "Softplus": "softplus", "Sqrt": "sqrt", "Tan": "tan", "Tanh": "tanh"}
REDUCE = {"ReduceMax": "max", "ReduceMin": "min", "ReduceMean": "mean", "ReduceSum": "sum", "ReduceProd": "prod",
          "ReduceL2": "norm", "ReduceLogSumExp": "logsumexp"}


def numbers(v):
    v = v.item()
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, float):
        if v != v:
            return "(log(tensor(-1.0)).item())"
        if v in (float("inf"), float("-inf")):
            return "(-log(tensor(0.0)).item())" if v > 0 else "(log(tensor(0.0)).item())"
        return repr(v)
    return str(v)


def tensor(a):
    a = np.asarray(a)
    dtype = DTYPES[str(a.dtype)]
    if a.size == 0:
        return f'zeros({list(a.shape)}, dtype: "{dtype}")'
    flat = ", ".join(numbers(v) for v in a.reshape(-1))
    return f'tensor([{flat}], dtype: "{dtype}").reshape({list(a.shape)})'


def ints(v):
    return [int(i) for i in np.asarray(v).reshape(-1)]


def translate(op, attr, names, values, outputs):
    """The expression for a node; None where the language has no word for it."""
    x = names[0] if names else None
    y = names[1] if len(names) > 1 else None
    if op in UNARY:
        return f"{UNARY[op]}({x})"
    if op in BINARY:
        return f"{x} {BINARY[op]} {y}"
    if op == "Div":
        whole = values[0].dtype.kind in "iu"
        return f"{x} // {y}" if whole else f"{x} / {y}"
    if op == "Mod":
        return None if attr.get("fmod", 0) else f"{x} % {y}"
    if op == "Pow":
        return f'cast({x} ^ {y}, "{DTYPES[str(values[0].dtype)]}")'
    if op == "Not":
        return f"not {x}"
    if op == "Neg":
        return f"-{x}"
    if op == "Xor":
        return f"{x} != {y}"
    if op == "Identity":
        return x
    if op == "Reciprocal":
        return f"1 / {x}"
    if op == "IsNaN":
        return f"{x} != {x}"
    if op in ("Max", "Min"):
        return f"{op.lower()}({', '.join(names)})" if len(names) > 1 else x
    if op == "Sum":
        return " + ".join(names)
    if op == "Mean":
        return f"({' + '.join(names)}) / {len(names)}"
    if op == "Where":
        return f"where({', '.join(names)})"
    if op == "Elu":
        return f"elu({x}, alpha: {attr.get('alpha', 1.0)})"
    if op == "Selu" and not attr:
        return f"selu({x})"
    if op == "LeakyRelu":
        return f"leaky_relu({x}, {attr.get('alpha', 0.01)})"
    if op == "Celu":
        a = attr.get("alpha", 1.0)
        return f"elu({x} / {a}) * {a}"
    if op in ("Softmax", "LogSoftmax"):
        return f"{'softmax' if op == 'Softmax' else 'log_softmax'}({x}, axis: {attr.get('axis', -1)})"
    if op == "Clip":
        low = values[1].item() if len(values) > 1 and values[1] is not None else "none"
        high = values[2].item() if len(values) > 2 and values[2] is not None else "none"
        return f"clip({x}, {low}, {high})"
    if op in REDUCE or op in ("ReduceL1", "ReduceSumSquare", "ReduceLogSum"):
        axes = attr.get("axes")
        if len(values) > 1:
            axes = ints(values[1]) or None
            if axes is None and attr.get("noop_with_empty_axes"):
                return x
        options = f"axis: {'none' if axes is None else list(axes)}, keep: {'true' if attr.get('keepdims', 1) else 'false'}"
        if op == "ReduceL1":
            return f"sum(abs({x}), {options})"
        if op == "ReduceSumSquare":
            return f"sum({x} ^ 2, {options})"
        if op == "ReduceLogSum":
            return f"log(sum({x}, {options}))"
        return f"{REDUCE[op]}({x}, {options})"
    if op in ("ArgMax", "ArgMin"):
        if attr.get("select_last_index"):
            return None
        keep = "true" if attr.get("keepdims", 1) else "false"
        return f"{op.lower()}({x}, axis: {attr.get('axis', 0)}, keep: {keep})"
    if op == "Transpose":
        return f"permute({x}, {list(attr['perm']) if 'perm' in attr else list(range(values[0].ndim))[::-1]})"
    if op == "Reshape":
        if attr.get("allowzero"):
            return f"reshape({x}, {ints(values[1])})"
        return f"reshape({x}, {[values[0].shape[i] if s == 0 else s for i, s in enumerate(ints(values[1]))]})"
    if op == "Flatten":
        axis = attr.get("axis", 1) + (values[0].ndim if attr.get("axis", 1) < 0 else 0)
        return f"reshape({x}, [{int(np.prod(values[0].shape[:axis]))}, -1])"
    if op == "Expand":
        shape = list(np.broadcast_shapes(values[0].shape, ints(values[1])))
        return f"expand({x}, {shape})"
    if op == "Squeeze":
        axes = ints(values[1]) if len(values) > 1 else attr.get("axes")
        if axes is None:
            return f"squeeze({x})"
        shape = [s for i, s in enumerate(values[0].shape) if i not in [a % values[0].ndim for a in axes]]
        return f"reshape({x}, {shape})"
    if op == "Unsqueeze":
        return f"reshape({x}, {list(outputs[0].shape)})"
    if op == "Concat":
        return f"concat([{', '.join(names)}], axis: {attr['axis']})"
    if op == "Split":
        sizes = [o.shape[attr.get("axis", 0)] for o in outputs]
        return f"split({x}, {sizes}, axis: {attr.get('axis', 0)})"
    if op == "Slice":
        starts, ends = ints(values[1]), ints(values[2])
        axes = ints(values[3]) if len(values) > 3 and values[3] is not None else list(range(len(starts)))
        steps = ints(values[4]) if len(values) > 4 else [1] * len(starts)
        out = x
        for s, e, a, t in zip(starts, ends, axes, steps):
            size = values[0].shape[a]
            r = range(*slice(s, e, t).indices(size))
            part = f"range({r.start}, {r.stop}, {r.step})" if r.step != 1 else f"{r.start}..{max(r.start, r.stop)}"
            # several lists would pair up
            out += f"[{', '.join([':'] * (a % values[0].ndim) + [part])}]"
        return out
    if op == "Tile":
        return f"tile({x}, {ints(values[1])})"
    if op == "Pad":
        pads = ints(values[1])
        n = values[0].ndim
        if len(pads) != 2 * n or min(pads) < 0:
            return None
        mode = attr.get("mode", b"constant").decode()
        value = values[2].item() if len(values) > 2 and values[2] is not None and values[2].size else 0
        return f'pad({x}, {[[pads[i], pads[n + i]] for i in range(n)]}, {value}, mode: "{mode}")'
    if op == "Gather":
        axis = attr.get("axis", 0) % values[0].ndim
        return f"{x}[{', '.join([':'] * axis + [y])}]"
    if op == "GatherElements":
        return f"gather({x}, {y}, axis: {attr.get('axis', 0)})"
    if op == "GatherND":
        if attr.get("batch_dims", 0):
            return None
        n = values[1].shape[-1]
        return f"{x}[{', '.join(f'{y}[..., {i}]' for i in range(n))}]"
    if op in ("ScatterElements", "Scatter"):
        mode = attr.get("reduction", b"none").decode()
        if mode not in ("none", "add"):
            return None
        return f"{'scatter' if mode == 'none' else 'scatter_add'}({', '.join(names)}, axis: {attr.get('axis', 0)})"
    if op == "CumSum":
        if attr.get("exclusive"):
            return None
        axis = ints(values[1])[0]
        sum_ = f"cumsum({x}, axis: {axis})"
        return f"flip(cumsum(flip({x}, {axis}), axis: {axis}), {axis})" if attr.get("reverse") else sum_
    if op == "TopK":
        if not attr.get("largest", 1):
            return None
        return f"topk({x}, {ints(values[1])[0]}, axis: {attr.get('axis', -1)})"
    if op == "NonZero":
        return f"nonzero({x}).T"
    if op == "Unique":
        return f"[unique({x})]" if len(outputs) == 1 and attr.get("sorted", 1) and "axis" not in attr else None
    if op == "OneHot":
        return None
    if op == "Trilu":
        k = ints(values[1])[0] if len(values) > 1 else 0
        return f"{'triu' if attr.get('upper', 1) else 'tril'}({x}, {k})"
    if op == "Range":
        return f"arange({values[0].item()}, {values[1].item()}, {values[2].item()})"
    if op == "EyeLike":
        if attr.get("k", 0):
            return None
        return f"eye({values[0].shape[0]}, {values[0].shape[1]}, dtype: \"{DTYPES[str(outputs[0].dtype)]}\")"
    if op == "ConstantOfShape":
        return f"full({ints(values[0])}, {numbers(attr['value'].reshape(-1)[0])}, dtype: \"{DTYPES[str(outputs[0].dtype)]}\")"
    if op == "Shape":
        return None if attr else f"tensor({x}.shape)"
    if op == "Size":
        return f"tensor(prod(tensor({x}.shape)))"
    if op == "Einsum":
        return f'einsum("{attr["equation"].decode().replace(" ", "")}", {", ".join(names)})'
    if op == "Det":
        return f"det({x})"
    if op == "Cast":
        return f'cast({x}, "{DTYPES[str(outputs[0].dtype)]}")'
    if op == "Gemm":
        a = f"{x}.T" if attr.get("transA") else x
        b = f"{y}.T" if attr.get("transB") else y
        out = f"{attr.get('alpha', 1.0)} * ({a} @ {b})"
        return out + (f" + {attr.get('beta', 1.0)} * {names[2]}" if len(names) > 2 else "")
    if op == "Resize":
        mode = attr.get("mode", b"nearest").decode()
        place = attr.get("coordinate_transformation_mode", b"half_pixel").decode()
        ok = mode == "linear" and place == "half_pixel" or (
            mode == "nearest" and place == "asymmetric" and attr.get("nearest_mode", b"").decode() == "floor")
        # a factor that is not the quotient of the sizes gives other places
        return f'resize({x}, {list(outputs[0].shape)}, mode: "{mode}")' if ok and len(values) > 3 else None
    return None


def attributes(node):
    out = {}
    for a in node.attribute:
        v = helper.get_attribute_value(a)
        out[a.name] = numpy_helper.to_array(v) if isinstance(v, TensorProto) else v
    return out


def main(folder):
    os.makedirs(folder, exist_ok=True)
    written, missing = defaultdict(int), defaultdict(list)
    try:
        cases = collect_testcases()
    except TypeError:
        cases = collect_testcases(None)
    for case in cases:
        graph = case.model.graph
        if len(graph.node) != 1:
            continue
        node = graph.node[0]
        inputs, outputs = case.data_sets[0]
        arrays = [i for i in inputs if isinstance(i, np.ndarray) or np.isscalar(i)]
        known = len(arrays) == len(inputs) and all(isinstance(o, np.ndarray) or np.isscalar(o) for o in outputs)
        if not known:
            continue
        inputs, outputs = [np.asarray(i) for i in inputs], [np.asarray(o) for o in outputs]
        if any(str(a.dtype) not in DTYPES for a in inputs + outputs):
            continue
        # inputs that are left out have no name
        given = iter(range(len(inputs)))
        places = [next(given) if name else None for name in node.input]
        names = [f"x{p}" for p in places if p is not None]
        values = [None if p is None else inputs[p] for p in places]
        text = translate(node.op_type, attributes(node), names, values, outputs)
        if text is None:
            missing[node.op_type].append(case.name)
            continue
        written[node.op_type] += 1
        lines = [f"x{i} = {tensor(a)}" for i, a in enumerate(inputs)]
        lines.append(f"y = {text}")
        for i, o in enumerate(outputs):
            found = "y" if len(outputs) == 1 and node.op_type != "Split" else f"y[{i}]"
            lines.append(f"e{i} = {tensor(o)}")
            lines.append(f'assert({found}.shape == e{i}.shape, "shape {{{found}.shape}}")')
            if o.dtype.kind == "f":
                near = f"abs({found} - e{i}) <= 1e-5 + 1e-4 * abs(e{i}) or {found} == e{i} or {found} != {found} and e{i} != e{i}"
            else:
                near = f"{found} == e{i}"
            lines.append(f'assert(all({near}), "values {{{found}}}")')
        with open(os.path.join(folder, case.name + ".nn"), "w") as f:
            f.write("\n".join(lines) + "\n")
    total = sum(written.values())
    print(f"{total} tests of {len(written)} operators written; not expressible of these: "
          f"{sum(len(missing[o]) for o in written)}; operators without a word: {len(set(missing) - set(written))} "
          f"({', '.join(sorted(set(missing) - set(written)))})")
    print("not expressible:", ", ".join(f"{o} {len(missing[o])}" for o in sorted(written) if missing[o]))


main(sys.argv[1])
