# SPDX-License-Identifier: Apache-2.0
"""Writes the ONNX project's node tests as scripts of nn, FOLDER/OPERATOR/TEST.nn, each of which asserts what
the test expects; FOLDER/operators.tsv says of each operator how many tests there are, how many could be
written, and why others could not. The data comes from Debian's python3-onnx:

    python3 onnx_cases.py FOLDER
"""
import glob
import os
import sys
from collections import Counter, defaultdict

import numpy as np

# names that NumPy has left out since, and python3-onnx still says
for old in ("float", "int", "bool", "object"):
    setattr(np, old, getattr(__builtins__, old))

from onnx import TensorProto, helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases

import onnx_functions
import onnx_layers
from onnx_text import DTYPES, Case, NotExpressible, tensor


def is_array(x):
    return isinstance(x, np.ndarray) or np.isscalar(x)


def attributes(node):
    out = {}
    for a in node.attribute:
        v = helper.get_attribute_value(a)
        v = v.decode() if isinstance(v, bytes) else v
        out[a.name] = numpy_helper.to_array(v) if isinstance(v, TensorProto) else v
    return out


def translate(test, node):
    """The script of a test."""
    inputs, outputs = test.data_sets[0]
    if not all(is_array(a) for a in list(inputs) + list(outputs)):
        raise NotExpressible("lists of tensors, or none")
    inputs, outputs = [np.asarray(i) for i in inputs], [np.asarray(o) for o in outputs]
    for a in inputs + outputs:
        if str(a.dtype) not in DTYPES:
            raise NotExpressible(f"no {'string tensor' if a.dtype.kind in 'OU' else a.dtype}")
    # inputs that are left out have no name
    given = iter(range(len(inputs)))
    places = [next(given) if name else None for name in node.input]
    wanted = [i for i, name in enumerate(node.output) if name]
    case = Case(node.op_type, attributes(node), [None if p is None else f"x{p}" for p in places],
                [None if p is None else inputs[p] for p in places], wanted, outputs)
    words = {**onnx_functions.WORDS, **onnx_layers.WORDS}
    if case.op not in words:
        raise NotExpressible("no word for it")
    found = words[case.op](case)
    lines = [f"x{i} = {tensor(a)}" for i, a in enumerate(inputs)] + case.lines
    lines.append(f"y = {found if isinstance(found, str) else '[' + ', '.join(found) + ']'}")
    for i, o in enumerate(outputs):
        y = "y" if isinstance(found, str) and (len(outputs) == 1 and case.op != "Split") else f"y[{i}]"
        lines.append(f"e{i} = {tensor(o)}")
        lines.append(f'assert({y}.shape == e{i}.shape, "shape {{{y}.shape}}")')
        if o.dtype.kind == "f":
            near = f"abs({y} - e{i}) <= 1e-5 + 1e-4 * abs(e{i}) or {y} == e{i} or {y} != {y} and e{i} != e{i}"
        else:
            near = f"{y} == e{i}"
        lines.append(f'assert(all({near}), "values {{{y}}}")')
    return "\n".join(lines) + "\n"


def all_tests():
    try:
        return collect_testcases()
    except TypeError:
        return collect_testcases(None)


def main(folder):
    tests, written, reasons = Counter(), Counter(), defaultdict(Counter)
    seen = set()
    for old_case in glob.glob(os.path.join(folder, "*", "*.nn")):
        os.remove(old_case)
    for test in all_tests():
        nodes = test.model.graph.node
        # a function's test a second time, written with the nodes it stands for; or a gradient's
        if len(nodes) != 1 or test.name in seen:
            continue
        seen.add(test.name)
        node = nodes[0]
        tests[node.op_type] += 1
        try:
            text = translate(test, node)
        except NotExpressible as e:
            reasons[node.op_type][str(e)] += 1
            continue
        written[node.op_type] += 1
        os.makedirs(os.path.join(folder, node.op_type), exist_ok=True)
        with open(os.path.join(folder, node.op_type, test.name + ".nn"), "w") as f:
            f.write(text)
    with open(os.path.join(folder, "operators.tsv"), "w") as f:
        for op in sorted(tests):
            why = ", ".join(f"{reason} ({n})" for reason, n in reasons[op].items())
            f.write(f"{op}\t{tests[op]}\t{written[op]}\t{why}\n")


main(sys.argv[1])
