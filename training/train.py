"""Trains the model against a budget of wordpieces; see README.md."""

import argparse
import json
import os
import random
import time

import numpy as np
import torch

from . import datelines
from .coreference import load_gold
from .corpora import TAGS, Names, Sentence, read_conllu
from .data import MAX_PIECES, TARGETS, Encoder, Labels, batches, collate, windows, without_stop
from .evaluate import DevSets
from .model import Model, losses
from .pieces import WordPiece
from .silver import apply as apply_silver
from .words import tokenize

WEIGHTS = {
    "arc": 1.0, "label": 0.8, "upos": 0.7, "xpos": 0.7, "sentence": 1.0, "names": 2.0,
    "span": 0.5, "mention-type": 0.3, "chain": 0.6,
}
# Share of a loss at the early exit, and of the steps that ask for it.
EARLY_WEIGHT, EARLY_STEPS = 0.5, 0.35
# Share of the documents of a names corpus drawn for each pass.
SHARES = {"wikigold": 2.0, "wnut17": 1.0, "btc": 0.6, "re3d": 1.0, "redocred": 2.0, "gmb": 0.3}
# The same for a last phase on what people labelled with most care.
CLEAN_SHARES = {"wikigold": 3.0, "wnut17": 0.5, "btc": 0.2, "re3d": 1.0, "redocred": 3.0, "gmb": 0.06}
# Share of the names of a hand-labelled corpus that are replaced by another of their type.
REPLACED = 0.15


def held_in(i):
    """Re-DocRED's every fifth article is kept for measuring."""
    return i % 5 != 4


def load(corpora, encoder_of, silver=None):
    """Treebank documents, those with chains, names documents by corpus, labels and the encoder."""
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
    trees = [(encoder.document(d), True) for d in ewt]
    gold = load_gold(corpora, "gum.train", gum)[0]
    chains = [(encoder.document(d), gold[d.id]) for d in gum]
    return trees, chains, others, labels, encoder


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


def chain_pass(chains, wordpiece, rng):
    """One pass over the documents with chains, each a batch of its windows in order."""
    result = []
    for sentences, gold in rng.sample(chains, len(chains)):
        batch = collate(list(windows([(sentences, True)], rng.choice(TARGETS), rng)), wordpiece, rng, 0.02)
        batch["gold"] = gold
        result.append(batch)
    return result


class Pool:
    """Names of the hand-labelled corpora by type, to replace others by."""

    def __init__(self, others):
        self.names = {}
        for corpus, documents in others.items():
            for sentences, _ in documents if corpus not in ("gmb", "btc") else ():
                for s in sentences:
                    for a, b, kind in certain_names(s.sentence.names):
                        self.names.setdefault(kind, []).append(s.sentence.tokens[a:b])

    def replace(self, encoder, encoded, rng):
        """The sentence with some of its people, organizations and places given other names."""
        s = encoded.sentence
        spans = [x for x in certain_names(s.names) if x[2] in ("person", "organization", "place") and rng.random() < REPLACED]
        if not spans:
            return encoded
        tokens, names, at = [], [], 0
        for a, b, kind in spans:
            other = rng.choice(self.names[kind])
            tokens += s.tokens[at:a] + other
            names += s.names[at:a] + [1 << TAGS.index(("I-" if i else "B-") + kind) for i in range(len(other))]
            at = b
        changed = Sentence(tokens + s.tokens[at:])
        changed.names = names + s.names[at:]
        result = encoder.sentence(changed, encoded.offset)
        return result if result.counts.sum() <= MAX_PIECES else encoded


def certain_names(masks):
    """(first, end, type) of the names whose type is known."""
    result, at = [], 0
    while at < len(masks):
        tag = TAGS[masks[at].bit_length() - 1] if masks[at] & (masks[at] - 1) == 0 else "O"
        end = at + 1
        if tag.startswith("B-"):
            inside = 1 << TAGS.index("I-" + tag[2:])
            while end < len(masks) and masks[end] == inside:
                end += 1
            result.append((at, end, tag[2:]))
        at = end
    return result


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


def names_pass(others, shares, pool, encoder, budget, rng):
    """One pass over the names corpora in their shares, with names replaced and a few datelines put before GMB sentences."""
    documents = []
    for corpus, items in others.items():
        share = shares[corpus]
        chosen = items * int(share)
        chosen = chosen + rng.sample(items, round(len(items) * (share - int(share))))
        if corpus == "gmb":
            chosen = [([dated(encoder, x, rng) if rng.random() < 0.025 else x for x in d], k) for d, k in chosen]
        else:
            chosen = [([pool.replace(encoder, x, rng) for x in d], k) for d, k in chosen]
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
    parser.add_argument("--batch", type=int, default=1200, help="wordpieces a batch")
    parser.add_argument("--encoder-rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.8e-3)
    parser.add_argument("--shares", type=float, nargs=3, default=(0.27, 0.23, 0.5), help="of batches with trees, chains and names")
    parser.add_argument("--bf16", action="store_true", help="matrix products in bfloat16, where the processor is quick at them")
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--report-every", type=float, default=0, help="minutes between dev reports")
    parser.add_argument("--silver", help="names for EWT, made by silver.py")
    parser.add_argument("--resume", help="weights of an earlier run (final.pt) to go on from")
    parser.add_argument("--clean", action="store_true", help="few of the names corpora that machines labelled or tweets")
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

    wordpiece = WordPiece(os.path.join(args.start, "vocab.txt"), prune=True)
    trees, chains, others, labels, encoder = load(args.corpora, lambda labels: Encoder(wordpiece, labels), args.silver)
    with open(os.path.join(args.out, "labels.json"), "w", encoding="utf-8") as file:
        json.dump(labels.as_dict(), file, ensure_ascii=False)
    with open(os.path.join(args.out, "vocab.txt"), "w", encoding="utf-8") as file:
        file.writelines(piece + "\n" for piece in wordpiece.pieces)
    model = Model(labels, len(wordpiece.pieces), drop=args.drop)
    model.labels = labels
    if args.resume:
        model.load_state_dict(torch.load(args.resume))
    else:
        model.start_from(os.path.join(args.start, "model.safetensors"), wordpiece.rows)
    log("args", {k: v for k, v in vars(args).items() if k not in ("corpora", "start", "out", "silver", "resume")})
    log("labels", {k: len(v) for k, v in labels.as_dict().items()},
        "sentences", sum(len(d) for d, _ in trees + chains), {k: sum(len(d) for d, _ in v) for k, v in others.items()})
    decay = [p for p in model.parameters() if p.requires_grad]
    head_ids = {id(p) for p in model.head_parameters()}
    groups = [
        {"params": [p for p in decay if id(p) not in head_ids], "peak": args.encoder_rate},
        {"params": [p for p in decay if id(p) in head_ids], "peak": args.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    pool = Pool(others)
    streams = {
        "trees": Stream(lambda: tree_pass(trees, encoder, args.batch, rng)),
        "chains": Stream(lambda: chain_pass(chains, wordpiece, rng)),
        "names": Stream(lambda: names_pass(others, CLEAN_SHARES if args.clean else SHARES, pool, encoder, args.batch, rng)),
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
        kind = rng.choices(tuple(streams), args.shares)[0]
        batch = streams[kind].next()
        if kind != "chains":
            batch = collate(batch, wordpiece, rng, 0.05)
        model.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
            parts = losses(model, batch, early=rng.random() < EARLY_STEPS)
        loss = sum(WEIGHTS[k.removeprefix("early-")] * (EARLY_WEIGHT if k.startswith("early-") else 1.0) * v for k, v in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(decay, 4.0)
        optimizer.step()
        step += 1
        pieces += int((batch["mask"] == 0).sum())
        for k, v in parts.items():
            key = k if not k.endswith("names") else f"{k}-{kind}"
            sums[key] = sums.get(key, 0.0) + float(v.detach())
            count[key] = count.get(key, 0) + 1
        if step % 100 == 0:
            speed = (pieces - words_at[1]) / (time.time() - words_at[0])
            words_at = (time.time(), pieces)
            log(f"step {step} progress {progress:.3f} pieces {pieces} speed {speed:.0f}/s passes",
                {k: s.passes for k, s in streams.items()}, {k: round(sums[k] / count[k], 3) for k in sums})
            sums, count = {}, {}
        if now - last_save > 240:
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
