#!/usr/bin/env bash
# Retrains everything: bash training/retrain.sh CORPORA START OUT   (from the repository root)
# CORPORA has parse/, ner/, coref/ and relations/; START has model.safetensors and vocab.txt of all-MiniLM-L6-v2.
set -euo pipefail
corpora=$1 start=$2 out=$3
python=${PYTHON:-python3}
mkdir -p "$out/export"

"$python" -m training.lemmas --corpora "$corpora" --out "$out/export"

# The weights that the repository holds name the treebank that has no names (for the first weights, `train` without
# --silver and with --pieces 1.5 made them).
"$python" -m training.silver --corpora "$corpora" --model data/model/model.safetensors --out "$out/silver.jsonl"

# One thread and a budget in wordpieces: repeatable. Leave --bf16 out on processors without bfloat16 products.
"$python" -m training.train --corpora "$corpora" --start "$start" --out "$out/run" --silver "$out/silver.jsonl" --pieces 8 --threads 1 --bf16
"$python" -m training.export --run "$out/run" --out "$out/export"
"$python" -m training.evaluate --corpora "$corpora" --model "$out/export/model.safetensors" --u8

# On a graphics card a larger encoder then teaches the model: see "A teacher" in training/README.md.

# Relations are trained on what the program says with the new weights: put them in data/model, empty
# data/model/relations.safetensors, and follow "Relations" in training/README.md.
