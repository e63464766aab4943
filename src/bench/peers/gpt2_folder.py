# SPDX-License-Identifier: Apache-2.0
"""A folder as GPT-2 is published, of random weights in its shape: 124 million, 500 MB.

python3 gpt2_folder.py FOLDER writes FOLDER/gpt2, with the logits and greedy tokens of plain PyTorch in expected.json.
"""
import pathlib
import sys

MODELS = pathlib.Path(__file__).resolve().parents[2] / "test/resources/org/nnlang/models"
sys.path.insert(0, str(MODELS))

import make

if __name__ == "__main__":
    make.make_gpt2(
        f"{sys.argv[1]}/gpt2",
        {**make.GPT2, "n_layer": 12, "n_head": 12, "n_embd": 768, "n_positions": 1024, "vocab_size": 50257},
    )
