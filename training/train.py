"""Trains the model against a wall-clock budget; see README.md."""

import argparse
import json
import os
import random
import time

import numpy as np
import torch

from . import datelines
from .corpora import TAGS, Names, Sentence, read_conllu
from .data import MAX_PIECES, Encoder, Labels, batches, collate, windows, without_stop
from .evaluate import DevSets
from .model import Model, losses
from .pieces import WordPiece
from .silver import apply as apply_silver
from .words import tokenize

WEIGHTS = {"arc": 1.0, "label": 0.8, "upos": 0.7, "xpos": 0.7, "sentence": 1.0, "names": 2.0}
# Share of the documents of a names corpus drawn for each pass.
SHARES = {"wikigold": 2.0, "wnut17": 1.0, "btc": 0.6, "re3d": 1.0, "redocred": 2.0, "gmb": 0.2}


def held_in(i):
    """Re-DocRED's every fifth article is kept for measuring."""
    return i % 5 != 4


def load(corpora, encoder_of, silver=None):
    """Treebank documents, names documents by corpus, labels and the encoder."""
    ewt = read_conllu(os.path.join(corpora, "parse", "ewt.train.conllu"), "ewt")
    gum = read_conllu(os.path.join(corpora, "parse", "gum.train.conllu"), "gum")
    labels = Labels.of(ewt + gum)
    encoder = encoder_of(labels)
    names = Names(corpora)
    names.annotate(gum, "gum.train", "gum")
    if silver:
        apply_silver(silver, ewt)
    files = {
        "wikigold": "wikigold.train", "wnut17": "wnut17.train", "btc": "btc.train", "re3d": "re3d.train",
        "redocred": "redocred.dev", "gmb": "gmb.train",
    }
    others = {}
    for corpus, file in files.items():
        documents = names.load(file, corpus, held_in if corpus == "redocred" else lambda i: True)
        others[corpus] = [(encoder.document(d), False) for d in documents]
    trees = [(encoder.document(d), True) for d in ewt + gum]
    return trees, others, labels, encoder


class Stream:
    """Endless batches of one kind, a fresh packing at each pass."""

    def __init__(self, make):
        self.make, self.queue, self.passes = make, [], 0

    def next(self):
        if not self.queue:
            self.queue = self.make()
            self.passes += 1
        return self.queue.pop()


def tree_pass(trees, encoder, budget, rng):
    """One pass over the treebanks, with a few final full stops dropped."""
    documents = []
    for sentences, known in rng.sample(trees, len(trees)):
        changed = [(rng.random() < 0.04 and without_stop(encoder, s)) or s for s in sentences]
        documents.append((changed, known))
    return batches(windows(documents, None, rng), budget, rng)


def dated(encoder, sentence, rng):
    """A news sentence with a made dateline before it."""
    city = rng.choice(datelines.CITIES)
    tokens, kinds = [], []
    city = city.upper() if rng.random() < 0.8 else city
    for i, (start, end) in enumerate(tokenize(city)):
        tokens.append(city[start:end])
        kinds.append(1 << TAGS.index("I-place" if i else "B-place"))
    for word in rng.choice(datelines.ENDINGS).split():
        tokens.append(word)
        kinds.append(1 << TAGS.index("B-organization") if word in datelines.AGENCIES else 1)
    s = Sentence(tokens + sentence.sentence.tokens)
    s.names = kinds + sentence.sentence.names
    encoded = encoder.sentence(s)
    return encoded if encoded.counts.sum() <= MAX_PIECES else sentence


def names_pass(others, encoder, budget, rng):
    """One pass over the names corpora in their shares, with a few datelines put before GMB sentences."""
    documents = []
    for corpus, items in others.items():
        share = SHARES[corpus]
        chosen = items * int(share)
        chosen = chosen + rng.sample(items, round(len(items) * (share - int(share))))
        if corpus == "gmb":
            chosen = [([dated(encoder, x, rng) if rng.random() < 0.025 else x for x in d], k) for d, k in chosen]
        documents += chosen
    rng.shuffle(documents)
    return batches(windows(documents, None, rng), budget, rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", required=True, help="folder with parse/ and ner/")
    parser.add_argument("--start", required=True, help="folder with the start weights: model.safetensors, vocab.txt")
    parser.add_argument("--out", required=True, help="folder for checkpoints and the log")
    parser.add_argument("--minutes", type=float, default=0, help="wall-clock budget")
    parser.add_argument("--pieces", type=float, default=0, help="budget in millions of wordpieces (reproducible)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1000, help="wordpieces a batch")
    parser.add_argument("--encoder-rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.8e-3)
    parser.add_argument("--tree-share", type=float, default=0.5, help="share of treebank batches")
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--report-every", type=float, default=0, help="minutes between dev reports")
    parser.add_argument("--silver", help="names for EWT, made by silver.py")
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    log_file = open(os.path.join(args.out, "train.log"), "a", encoding="utf-8")

    def log(*parts):
        line = time.strftime("%H:%M:%S ") + " ".join(str(p) for p in parts)
        print(line, flush=True)
        log_file.write(line + "\n")
        log_file.flush()

    wordpiece = WordPiece(os.path.join(args.start, "vocab.txt"))
    trees, others, labels, encoder = load(args.corpora, lambda labels: Encoder(wordpiece, labels), args.silver)
    with open(os.path.join(args.out, "labels.json"), "w", encoding="utf-8") as file:
        json.dump(labels.as_dict(), file, ensure_ascii=False)
    model = Model(labels, drop=args.drop)
    model.labels = labels
    model.start_from(os.path.join(args.start, "model.safetensors"))
    log("args", {k: v for k, v in vars(args).items() if k not in ("corpora", "start", "out", "silver")})
    log("labels", {k: len(v) for k, v in labels.as_dict().items()},
        "sentences", sum(len(d) for d, _ in trees), {k: sum(len(d) for d, _ in v) for k, v in others.items()})
    decay = [p for p in model.parameters() if p.requires_grad]
    head_ids = {id(p) for p in model.head_parameters()}
    groups = [
        {"params": [p for p in decay if id(p) not in head_ids], "peak": args.encoder_rate},
        {"params": [p for p in decay if id(p) in head_ids], "peak": args.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    streams = {
        "trees": Stream(lambda: tree_pass(trees, encoder, args.batch, rng)),
        "names": Stream(lambda: names_pass(others, encoder, args.batch, rng)),
    }
    dev = None
    begin = last_save = last_report = time.time()
    pieces = step = 0
    sums, count, words_at = {}, {}, (begin, 0)
    while True:
        now = time.time()
        progress = max(
            (now - begin) / (60 * args.minutes) if args.minutes else 0.0,
            pieces / (1e6 * args.pieces) if args.pieces else 0.0,
        )
        if progress >= 1:
            break
        factor = min(1.0, progress / 0.03 + 0.01) * (1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        kind = "trees" if rng.random() < args.tree_share else "names"
        batch = collate(streams[kind].next(), wordpiece, rng, 0.05)
        model.train()
        parts = losses(model, batch)
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(decay, 4.0)
        optimizer.step()
        step += 1
        pieces += int((batch["mask"] == 0).sum())
        for k, v in parts.items():
            key = k if k != "names" else "names-" + kind
            sums[key] = sums.get(key, 0.0) + float(v.detach())
            count[key] = count.get(key, 0) + 1
        if step % 100 == 0:
            speed = (pieces - words_at[1]) / (time.time() - words_at[0])
            words_at = (time.time(), pieces)
            log(f"step {step} progress {progress:.3f} pieces {pieces} speed {speed:.0f}/s passes",
                {k: s.passes for k, s in streams.items()}, {k: round(sums[k] / count[k], 3) for k in sums})
            sums, count = {}, {}
        if now - last_save > 300:
            torch.save(model.state_dict(), os.path.join(args.out, "checkpoint.pt"))
            last_save = now
        if args.report_every and now - last_report > 60 * args.report_every:
            dev = dev or DevSets(args.corpora)
            log("dev", json.dumps(dev.report(model, encoder, ("ewt",))))
            last_report = words = time.time()
            words_at = (words, pieces)
    torch.save(model.state_dict(), os.path.join(args.out, "final.pt"))
    log(f"trained {pieces} pieces in {time.time() - begin:.0f} s, {step} steps, passes", {k: s.passes for k, s in streams.items()})
    dev = dev or DevSets(args.corpora)
    for name, row in dev.report(model, encoder).items():
        log("dev", name, json.dumps(row))


if __name__ == "__main__":
    main()
