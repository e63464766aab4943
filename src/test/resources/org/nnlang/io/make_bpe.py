#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes bpe.json beside itself: merges and tokens of byte pair encoding as the definition says,
counting everything anew for each merge. The text is ASCII, where Python's re cuts GPT-2's words.
Writes the same as tokenizer.json in Hugging Face's form, with tokens numbered the other way round."""
import collections
import json
import pathlib
import re

WORDS = re.compile(r"'(?:[sdmt]|ll|ve|re)| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")
TEXT = """How many roads must a word walk down, before they'll call it a token?
The answer, my friend, is  counted in pairs; the answer is counted in pairs.
  In 2016, 2017 and 2018 it wasn't yet known how far  that'd go: far, farther, farthest.
"""


def merge(word, pair, made):
    out, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            out.append(made)
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


words = [list(w.encode()) for w in WORDS.findall(TEXT)]
merges = []
while len(merges) < 60:
    counts = collections.Counter(p for w in words for p in zip(w, w[1:]))
    pair = min(counts, key=lambda p: (-counts[p], p))
    merges.append(pair)
    words = [merge(w, pair, 255 + len(merges)) for w in words]


def encode(text):
    out = []
    for word in WORDS.findall(text):
        word = list(word.encode())
        for i, pair in enumerate(merges):
            word = merge(word, pair, 256 + i)
        out += word
    return out


OTHER = "they'll answer: the roads are farther in 2016  than in 1999\n\n"
pathlib.Path(__file__).with_name("bpe.json").write_text(
    json.dumps({"text": TEXT, "size": 256 + len(merges), "ids": sum(words, []), "other": OTHER, "other_ids": encode(OTHER)})
)

# GPT-2's characters for bytes: those that can be seen are themselves, others come after U+0100
seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
hidden = [b for b in range(256) if b not in seen]
letter = {b: chr(b) for b in seen} | {b: chr(256 + i) for i, b in enumerate(hidden)}
spelled = [letter[b] for b in range(256)]
for left, right in merges:
    spelled.append(spelled[left] + spelled[right])
last = len(spelled) - 1
end = "<|end|>"
file = {
    "version": "1.0",
    "added_tokens": [{"id": last + 1, "content": end, "special": True}],
    "normalizer": None,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
    "decoder": {"type": "ByteLevel"},
    "model": {
        "type": "BPE",
        "vocab": {word: last - i for i, word in enumerate(spelled)},
        "merges": [[spelled[left], spelled[right]] for left, right in merges],
    },
}
text = OTHER + end + TEXT
ids = [last - i for i in encode(OTHER)] + [last + 1] + [last - i for i in encode(TEXT)]
pathlib.Path(__file__).with_name("tokenizer.json").write_text(
    json.dumps({"file": file, "text": text, "ids": ids})
)
