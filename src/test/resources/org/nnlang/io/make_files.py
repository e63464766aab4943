# Makes the small files in files/ that FormatsTest reads, with NumPy, Pillow and Python's own
# modules, and files/expected.json with what they hold. Run in this folder: python3 make_files.py
import gzip
import json
import struct
import wave

import numpy as np
from PIL import Image

expected = {}
rng = np.random.default_rng(1)


def numbers(a):
    return [None if v != v else float(v) for v in np.asarray(a, dtype=np.float64).ravel()]


def npy(name, a, **version):
    with open("files/" + name, "wb") as f:
        np.lib.format.write_array(f, a, **version)
    expected[name] = {"shape": list(a.shape), "values": numbers(a)}


npy("f4.npy", rng.standard_normal((3, 4)).astype("<f4"), version=(1, 0))
npy("f8-v2.npy", rng.standard_normal((2, 3)), version=(2, 0))
npy("f2-v3.npy", rng.standard_normal(5).astype("<f2"), version=(3, 0))
npy("big-endian.npy", np.arange(6).reshape(2, 3).astype(">i4"))
npy("fortran.npy", np.asfortranarray(np.arange(24).reshape(2, 3, 4)))
npy("fortran-big.npy", np.asfortranarray(np.arange(6).reshape(3, 2).astype(">f8")))
npy("scalar.npy", np.array(7, dtype="<i2"))
npy("empty.npy", np.zeros((0, 3), dtype="<f4"))
for t in ["i1", "u1", "<u2", "<u4", "<u8", "?"]:
    npy("type-%s.npy" % (t.strip("<") if t != "?" else "b1"), np.array([0, 1, 100 if t != "?" else 1]).astype(t))
np.save("files/texts.npy", np.array(["ant", "bé", ""]))
np.save("files/bytes.npy", np.array([b"ant", b"b"]))
np.save("files/too-large.npy", np.array([1, 2**63], dtype="<u8"))
np.save("files/object.npy", np.array([{}], dtype=object), allow_pickle=True)
np.save("files/complex.npy", np.array([1j]))
x = rng.standard_normal((2, 2)).astype("f4")
np.savez("files/two.npz", x=x, y=np.array([1, 2]))
np.savez_compressed("files/packed.npz", x=x, y=np.array([1, 2]))
expected["x"] = {"shape": [2, 2], "values": numbers(x)}


def idx(name, code, a, write=open):
    header = struct.pack(">HBB", 0, code, a.ndim) + struct.pack(">%dI" % a.ndim, *a.shape)
    with write("files/" + name, "wb") as f:
        f.write(header + a.tobytes())
    expected[name] = {"shape": list(a.shape), "values": numbers(a)}


idx("bytes.idx", 0x08, rng.integers(0, 256, (2, 3, 3)).astype("u1"))
idx("labels.idx.gz", 0x08, np.array([1, 0], dtype="u1"), write=lambda p, m: gzip.GzipFile(p, m, mtime=0))
idx("floats.idx", 0x0D, np.array([0.5, -2], dtype=">f4"))
idx("shorts.idx", 0x0B, np.array([-300, 300], dtype=">i2"))

rgb = Image.fromarray(rng.integers(0, 256, (5, 7, 3)).astype("u1"))
grey = Image.fromarray(rng.integers(0, 256, (6, 4)).astype("u1"))


def picture(name, image, **options):
    image.save("files/" + name, **options)
    back = Image.open("files/" + name)
    if back.mode.startswith("I"):
        values = np.asarray(back) / 65535.0
        expected[name] = {"shape": list(values.shape), "grey": numbers(values)}
        return
    colours = np.asarray(back.convert("RGB")).transpose(2, 0, 1) / 255.0
    expected[name] = {"shape": list(colours.shape), "values": numbers(colours)}


picture("rgb.png", rgb)
picture("grey.png", grey)
picture("palette.png", rgb.quantize(8))
picture("one-bit.png", grey.point(lambda v: 255 * (v > 127)).convert("1"))
picture("deep.png", Image.fromarray(rng.integers(0, 65536, (3, 2)).astype("u2")))
alpha = rgb.copy()
alpha.putalpha(grey.resize(rgb.size))
picture("alpha.png", alpha)
picture("rgb.bmp", rgb)
picture("grey.gif", grey)
smooth = Image.fromarray((np.add.outer(np.arange(16), np.arange(16)) * 8).astype("u1"))
picture("grey.jpg", smooth, quality=95)
picture("colour.jpg", Image.merge("RGB", [smooth, smooth.rotate(90), smooth]), quality=95)
for w, h in [(3, 2), (9, 8), (7, 2), (1, 1)]:
    small = [Image.fromarray(np.asarray(c).astype("f4") / 255).resize((w, h), Image.BILINEAR) for c in rgb.split()]
    expected["rgb.png %d %d" % (w, h)] = {"values": numbers([np.asarray(c) for c in small])}

sound = np.array([[0, 1000, -20000, 32767, -32768], [5, -5, 12345, 0, 1]], dtype="<i2")
for bits in [8, 16, 24, 32]:
    for channels in [1, 2]:
        name = "pcm%d-%d.wav" % (bits, channels)
        ints = sound[:channels].T.astype("i8")
        if bits == 8:
            ints = (ints >> 8) + 128
            data = ints.astype("u1").tobytes()
            values = (ints - 128) / 128.0
        else:
            ints = ints << (bits - 16)
            data = b"".join(int(v).to_bytes(bits // 8, "little", signed=True) for v in ints.ravel())
            values = ints / float(1 << (bits - 1))
        with wave.open("files/" + name, "wb") as f:
            f.setnchannels(channels)
            f.setsampwidth(bits // 8)
            f.setframerate(8000)
            f.writeframes(data)
        expected[name] = {"shape": [channels, 5], "values": numbers(values.T)}


def riff(name, tag, bits, data, extra=b"", odd=b""):
    form = struct.pack("<HHIIHH", tag, 1, 8000, 8000 * bits // 8, bits // 8, bits) + extra
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + odd
    body += b"data" + struct.pack("<I", len(data)) + data
    with open("files/" + name, "wb") as f:
        f.write(b"RIFF" + struct.pack("<I", len(body)) + body)


floats = np.array([0.25, -1.5, 0])
riff("float32.wav", 3, 32, floats.astype("<f4").tobytes(), struct.pack("<H", 0))
riff("float64.wav", 3, 64, floats.astype("<f8").tobytes(), odd=b"LIST\x03\0\0\0abc\0")
riff("extensible.wav", 0xFFFE, 32, floats.astype("<f4").tobytes(),
     struct.pack("<HHIH", 22, 32, 4, 3) + bytes.fromhex("000000001000800000aa00389b71"))
riff("mulaw.wav", 7, 8, b"\x80\xff")
for name in ["float32.wav", "float64.wav", "extensible.wav"]:
    expected[name] = {"shape": [1, 3], "values": numbers(floats)}

with open("files/expected.json", "w") as f:
    json.dump(expected, f)
