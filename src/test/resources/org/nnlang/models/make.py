# SPDX-License-Identifier: Apache-2.0
"""Folders as Hugging Face writes GPT-2 and Llama, of random weights, and what plain PyTorch makes of them.

python3 make.py FOLDER writes FOLDER/gpt2, FOLDER/llama (small ones, in which every size is another) and in each
expected.json with logits and greedy tokens. src/bench/peers/gpt2_folder.py makes GPT-2's own shape. The nets are written from their descriptions: Radford and others (2019) with the
layout of the published files, and Touvron and others (2023).
"""
import json
import math
import os
import struct
import sys

import torch
import torch.nn.functional as F


def write(path, tensors):
    """A safetensors file, by hand: the library is not everywhere."""
    header, at = {}, 0
    for name, t in tensors.items():
        size = t.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)))
        f.write(text)
        for t in tensors.values():
            f.write(t.contiguous().numpy().tobytes())


def read(path):
    with open(path, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(length))
        data = f.read()
    out = {}
    for name, e in header.items():
        if name != "__metadata__":
            begin, end = e["data_offsets"]
            assert e["dtype"] == "F32", (name, e)
            out[name] = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32).reshape(e["shape"])
    return out


def alphabet():
    """The letters that stand for bytes in GPT-2's files."""
    plain = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    rest = [b for b in range(256) if b not in plain]
    return {**{b: chr(b) for b in plain}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


def vocabulary(size, ending):
    """Bytes, some pairs of small letters that are merged, and perhaps an end of text."""
    ids = {c: i for i, (_, c) in enumerate(sorted(alphabet().items()))}
    letters = "etaoinshrdlucmfwygpbvkxqjz"
    merges = []
    for a in letters:
        for b in letters:
            if len(ids) + (1 if ending else 0) < size:
                ids[a + b] = len(ids)
                merges.append(a + " " + b)
    words, at = [a + b for a in letters for b in letters], 0
    while len(ids) + (1 if ending else 0) < size:
        first, second = words[at // len(words) % len(words)], words[at % len(words)]
        at += 1
        ids[first + second] = len(ids)
        merges.append(first + " " + second)
    if ending:
        ids["<|endoftext|>"] = len(ids)
    return ids, merges


def gpt2(w, config, ids):
    heads, dim, eps = config["n_head"], config["n_embd"], config["layer_norm_epsilon"]

    def norm(x, name):
        return F.layer_norm(x, (dim,), w[name + ".weight"], w[name + ".bias"], eps)

    def conv1d(x, name):
        return x @ w[name + ".weight"] + w[name + ".bias"]

    time = ids.shape[-1]
    x = w["wte.weight"][ids] + w["wpe.weight"][:time]
    mask = torch.ones(time, time).tril() == 0
    for i in range(config["n_layer"]):
        h = f"h.{i}."
        q, k, v = conv1d(norm(x, h + "ln_1"), h + "attn.c_attn").split(dim, -1)
        q, k, v = (t.view(time, heads, dim // heads).transpose(0, 1) for t in (q, k, v))
        scores = (q @ k.transpose(1, 2) / math.sqrt(dim // heads)).masked_fill(mask, -math.inf)
        y = (scores.softmax(-1) @ v).transpose(0, 1).reshape(time, dim)
        x = x + conv1d(y, h + "attn.c_proj")
        u = conv1d(norm(x, h + "ln_2"), h + "mlp.c_fc")
        # gelu_new
        u = 0.5 * u * (1 + torch.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u**3)))
        x = x + conv1d(u, h + "mlp.c_proj")
    return norm(x, "ln_f") @ w["wte.weight"].T


def gpt2_weights(config):
    dim, g = config["n_embd"], torch.Generator().manual_seed(1)

    def draw(*shape, std=0.2):
        return torch.randn(*shape, generator=g) * std

    w = {"wte.weight": draw(config["vocab_size"], dim), "wpe.weight": draw(config["n_positions"], dim)}
    std = 1.6 / math.sqrt(dim)
    for i in range(config["n_layer"]):
        h = f"h.{i}."
        for norm in ("ln_1", "ln_2"):
            w[h + norm + ".weight"] = 1 + draw(dim)
            w[h + norm + ".bias"] = draw(dim)
        for name, a, b in (("attn.c_attn", dim, 3 * dim), ("attn.c_proj", dim, dim),
                           ("mlp.c_fc", dim, 4 * dim), ("mlp.c_proj", 4 * dim, dim)):
            w[h + name + ".weight"] = draw(a, b, std=std)
            w[h + name + ".bias"] = draw(b)
    w["ln_f.weight"] = 1 + draw(dim)
    w["ln_f.bias"] = draw(dim)
    return w


def llama(w, config, ids):
    heads, shared = config["num_attention_heads"], config["num_key_value_heads"]
    dim = config["hidden_size"]
    width = dim // heads
    time = ids.shape[-1]

    def norm(x, name):
        return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + config["rms_norm_eps"]) * w[name + ".weight"]

    def linear(x, name):
        return x @ w[name + ".weight"].T

    speed = config["rope_theta"] ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angle = torch.arange(time, dtype=torch.float64)[:, None] * speed
    cos, sin = angle.cos().float(), angle.sin().float()

    def turn(x):
        a, b = x.chunk(2, -1)
        return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)

    mask = torch.ones(time, time).tril() == 0
    x = w["model.embed_tokens.weight"][ids]
    for i in range(config["num_hidden_layers"]):
        h = f"model.layers.{i}."
        u = norm(x, h + "input_layernorm")
        q = turn(linear(u, h + "self_attn.q_proj").view(time, heads, width).transpose(0, 1))
        k = turn(linear(u, h + "self_attn.k_proj").view(time, shared, width).transpose(0, 1))
        v = linear(u, h + "self_attn.v_proj").view(time, shared, width).transpose(0, 1)
        k, v = (t.repeat_interleave(heads // shared, 0) for t in (k, v))
        scores = (q @ k.transpose(1, 2) / math.sqrt(width)).masked_fill(mask, -math.inf)
        y = (scores.softmax(-1) @ v).transpose(0, 1).reshape(time, dim)
        x = x + linear(y, h + "self_attn.o_proj")
        u = norm(x, h + "post_attention_layernorm")
        u = F.silu(linear(u, h + "mlp.gate_proj")) * linear(u, h + "mlp.up_proj")
        x = x + linear(u, h + "mlp.down_proj")
    head = "model.embed_tokens" if config["tie_word_embeddings"] else "lm_head"
    return linear(norm(x, "model.norm"), head)


def llama_weights(config):
    dim, hidden, g = config["hidden_size"], config["intermediate_size"], torch.Generator().manual_seed(2)
    shared = dim // config["num_attention_heads"] * config["num_key_value_heads"]

    def draw(*shape):
        return torch.randn(*shape, generator=g) * 1.6 / math.sqrt(shape[-1])

    w = {"model.embed_tokens.weight": draw(config["vocab_size"], dim)}
    for i in range(config["num_hidden_layers"]):
        h = f"model.layers.{i}."
        for name, a, b in (("self_attn.q_proj", dim, dim), ("self_attn.k_proj", dim, shared),
                           ("self_attn.v_proj", dim, shared), ("self_attn.o_proj", dim, dim),
                           ("mlp.gate_proj", dim, hidden), ("mlp.up_proj", dim, hidden),
                           ("mlp.down_proj", hidden, dim)):
            w[h + name + ".weight"] = draw(b, a)
        for norm in ("input_layernorm", "post_attention_layernorm"):
            w[h + norm + ".weight"] = 1 + draw(dim)
    w["model.norm.weight"] = 1 + draw(dim)
    if not config["tie_word_embeddings"]:
        w["lm_head.weight"] = draw(config["vocab_size"], dim)
    return w


def expected(net, w, config, prompt, steps=50):
    """Logits of the prompt, and the likeliest tokens after it; how far apart the two likeliest are at least."""
    with torch.no_grad():
        logits = net(w, config, torch.tensor(prompt))
        ids, apart = list(prompt), math.inf
        for _ in range(steps):
            two = net(w, config, torch.tensor(ids))[-1].topk(2)
            apart = min(apart, (two.values[0] - two.values[1]).item())
            ids.append(int(two.indices[0]))
    step = max(1, logits.shape[-1] // 64)
    return {"prompt": list(prompt), "every": step,
            "logits": [[round(float(x), 6) for x in row] for row in logits[:, ::step]],
            "greedy": ids[len(prompt):], "apart": apart}


def dump(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False)
        f.write("\n")


def make_gpt2(folder, config, prefix=""):
    os.makedirs(folder, exist_ok=True)
    dump(f"{folder}/config.json", config)
    ids, merges = vocabulary(config["vocab_size"], True)
    dump(f"{folder}/vocab.json", ids)
    with open(f"{folder}/merges.txt", "w", encoding="utf-8") as f:
        f.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    w = gpt2_weights(config)
    named = {prefix + name: t for name, t in w.items()}
    # what published files have besides: the masks of attention
    time = config["n_positions"]
    if time <= 64:
        for i in range(config["n_layer"]):
            named[f"{prefix}h.{i}.attn.bias"] = torch.ones(time, time).tril().view(1, 1, time, time)
    write(f"{folder}/model.safetensors", named)
    prompt = [1 + 7 * i % (config["vocab_size"] - 1) for i in range(9)]
    dump(f"{folder}/expected.json", expected(gpt2, w, config, prompt))


def make_llama(folder, config):
    os.makedirs(folder, exist_ok=True)
    dump(f"{folder}/config.json", config)
    ids, merges = vocabulary(config["vocab_size"], False)
    dump(f"{folder}/tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "vocab": ids,
                  "merges": merges}})
    w = llama_weights(config)
    # in two files with an index
    names = list(w)
    parts = [names[: len(names) // 2], names[len(names) // 2 :]]
    index = {}
    for i, part in enumerate(parts):
        file = f"model-0000{i + 1}-of-0000{len(parts)}.safetensors"
        write(f"{folder}/{file}", {name: w[name] for name in part})
        index.update({name: file for name in part})
    size = sum(4 * t.numel() for t in w.values())
    dump(f"{folder}/model.safetensors.index.json", {"metadata": {"total_size": size}, "weight_map": index})
    prompt = [1 + 7 * i % (config["vocab_size"] - 1) for i in range(9)]
    dump(f"{folder}/expected.json", expected(llama, w, config, prompt))


GPT2 = {"model_type": "gpt2", "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05}

if __name__ == "__main__":
    target = sys.argv[1]
    make_gpt2(f"{target}/gpt2", {**GPT2, "n_layer": 2, "n_head": 3, "n_embd": 24, "n_positions": 64,
                                 "vocab_size": 300}, prefix="transformer.")
    make_llama(f"{target}/llama", {
        "model_type": "llama", "hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 2,
        "num_attention_heads": 6, "num_key_value_heads": 2, "rms_norm_eps": 1e-05, "rope_theta": 20000.0,
        "max_position_embeddings": 64, "tie_word_embeddings": False, "vocab_size": 290})
