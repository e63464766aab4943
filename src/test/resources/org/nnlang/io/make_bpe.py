#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes bpe.json beside itself: merges and tokens of byte pair encoding as the definition says,
counting everything anew for each merge. The text is ASCII, where Python's re cuts GPT-2's words."""
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
