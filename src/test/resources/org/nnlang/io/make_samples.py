#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes samples.safetensors beside itself, with nothing but Python's struct and json: one tensor
of each element type that is read, in an order of its own, with metadata and a padded header."""
import json
import pathlib
import struct

tensors = [  # name, dtype, shape, bytes
    ("f64", "F64", [2], struct.pack("<2d", 0.1, -1e300)),
    ("f32", "F32", [2, 2], struct.pack("<4f", 0.5, -2.25, 3e38, 1e-45)),
    ("f16", "F16", [4], struct.pack("<4e", 1.0, -0.333251953125, 65504.0, 6e-8)),
    ("bf16", "BF16", [3], b"".join(struct.pack("<f", v)[2:] for v in (1.0, -2.5, 128.0))),
    ("i64", "I64", [], struct.pack("<q", -(2**62))),
    ("i32", "I32", [2], struct.pack("<2i", -7, 2**31 - 1)),
    ("i16", "I16", [1], struct.pack("<h", -300)),
    ("i8", "I8", [2], struct.pack("<2b", -128, 127)),
    ("u32", "U32", [1], struct.pack("<I", 2**32 - 1)),
    ("u16", "U16", [1], struct.pack("<H", 65535)),
    ("u8", "U8", [1, 2], struct.pack("<2B", 0, 255)),
    ("bool", "BOOL", [3], bytes([1, 0, 1])),
    ("empty", "F32", [0, 3], b""),
    ('odd "name"\n\u00e9', "U8", [1], b"\x05"),
]
header, data = {"__metadata__": {"made": "by hand"}}, b""
for name, dtype, shape, raw in tensors:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(dict(sorted(header.items())), indent=1).encode()
text += b" " * (-len(text) % 8)
path = pathlib.Path(__file__).with_name("samples.safetensors")
path.write_bytes(struct.pack("<Q", len(text)) + text + data)
