# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures that cameras and printers make, and pictures.json with what Pillow sees in them."""

import json
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

expected = {}


def keep(name, colours):
    planes = np.asarray(colours).transpose(2, 0, 1) / 255.0
    values = [round(float(v), 6) for v in planes.ravel()]
    expected[name] = {"shape": list(planes.shape), "values": values}


# how the camera was held: 1 to 8
ramp = np.zeros((8, 16, 3), "u1")
ramp[..., 0] = np.arange(16) * 15
ramp[..., 1] = np.arange(8)[:, None] * 30
for orientation in range(1, 9):
    name = "turned%d.jpg" % orientation
    image = Image.fromarray(ramp)
    exif = image.getexif()
    exif[0x0112] = orientation
    image.save("files/" + name, quality=95, subsampling=0, exif=exif)
    keep(name, ImageOps.exif_transpose(Image.open("files/" + name)))

# four inks; the second has the mark that its colours are brightness and differences
inks = np.zeros((8, 8, 4), "u1")
inks[..., 0] = 10
inks[..., 1] = np.arange(8) * 30
inks[..., 2] = 30
inks[..., 3] = np.arange(8)[:, None] * 25
Image.fromarray(inks, "CMYK").save("files/inks.jpg", quality=95)
keep("inks.jpg", Image.open("files/inks.jpg").convert("RGB"))
data = bytearray(open("files/inks.jpg", "rb").read())
data[data.index(b"Adobe") + 11] = 2
open("files/ycck.jpg", "wb").write(data)
keep("ycck.jpg", Image.open("files/ycck.jpg").convert("RGB"))

# 16 bits a channel, which Pillow cuts to 8: the numbers that were written
deep = np.array([[[16384, 300, 65535], [1, 0, 32768]]], dtype=">u2")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


header = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
rows = b"".join(b"\0" + row.tobytes() for row in deep)
open("files/deep-rgb.png", "wb").write(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
)
expected["deep-rgb.png"] = {
    "shape": [3, 1, 2],
    "values": [float(v) for v in (deep.transpose(2, 0, 1) / 65535.0).ravel()],
}

json.dump(expected, open("files/pictures.json", "w"), indent=0)
