#!/usr/bin/env bash
# Retrains everything: bash training/retrain.sh CORPORA START OUT   (from the repository root)
# CORPORA has parse/ and ner/, START has model.safetensors and vocab.txt of all-MiniLM-L6-v2.
set -euo pipefail
corpora=$1 start=$2 out=$3
python=${PYTHON:-python3}
mkdir -p "$out/export"

"$python" -m training.lemmas --corpora "$corpora" --out "$out/export"

# A first, short run names the treebank that has no names.
"$python" -m training.train --corpora "$corpora" --start "$start" --out "$out/first" --pieces 1.53 --threads 2
"$python" -m training.export --run "$out/first" --start "$start" --out "$out/first/export"
"$python" -m training.silver --corpora "$corpora" --model "$out/first/export/model.safetensors" --out "$out/silver.jsonl"

# The full run, on one thread: a budget in wordpieces makes it repeatable.
"$python" -m training.train --corpora "$corpora" --start "$start" --out "$out/full" --silver "$out/silver.jsonl" --pieces 3.62 --threads 1
"$python" -m training.export --run "$out/full" --start "$start" --out "$out/export"
"$python" -m training.evaluate --corpora "$corpora" --model "$out/export/model.safetensors" --u8
