# SPDX-License-Identifier: Apache-2.0
"""A test that is being written in nn, and numbers as nn writes them."""
import numpy as np

DTYPES = {"float32": "float32", "float64": "float64", "int64": "int", "int32": "int", "bool": "bool"}


class NotExpressible(Exception):
    """What the language has no word for, which the text names."""


class Case:
    """A node: its attributes, the names of its inputs in the script and their values (None where one is left
    out), which of its outputs are wanted, and their values. `lines` are written before its result."""

    def __init__(self, op, attr, names, values, wanted, outputs):
        self.op, self.attr, self.names, self.values = op, attr, names, values
        self.wanted, self.outputs, self.lines = wanted, outputs, []

    @property
    def x(self):
        return self.names[0]

    @property
    def y(self):
        return self.names[1]

    @property
    def shape(self):
        return self.values[0].shape

    def has(self, i):
        return i < len(self.names) and self.names[i] is not None

    def axis(self, default, rank=None):
        return self.attr.get("axis", default) % (self.values[0].ndim if rank is None else rank)

    def let(self, name, expression):
        self.lines.append(f"{name} = {expression}")
        return name

    def layer(self, text, **weights):
        """A layer with these weights; those that are None are not set."""
        self.let("net", text)
        given = ", ".join(f"{k}: {v}" for k, v in weights.items() if v is not None)
        self.lines.append("net.update({" + given + "}, (w, given) -> given)")
        return "net"


def pad(x, pads, value="0"):
    """x with [before, after] for each axis."""
    return x if not any(map(any, pads)) else f"pad({x}, {[list(p) for p in pads]}, {value})"


def ints(v):
    return [int(i) for i in np.asarray(v).reshape(-1)]


def truth(b):
    return "true" if b else "false"


def number(v):
    v = v.item() if hasattr(v, "item") else v
    if isinstance(v, bool):
        return truth(v)
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
    flat = ", ".join(number(v) for v in a.reshape(-1))
    return f'tensor([{flat}], dtype: "{dtype}").reshape({list(a.shape)})'
