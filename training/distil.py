"""Trains a teacher on the larger encoder and then the model on what people and the teacher say; see README.md.

    python3 -m training.distil pack --mpnet FOLDER --out FOLDER
    python3 -m training.distil train --corpora CORPORA --weights FOLDER --model data/model/model.safetensors \\
        --silver SILVER --ready SECONDS --out RUN
    python3 -m training.distil gather --run RUN --model data/model/model.safetensors
    python3 -m training.export --run RUN --out OUT

Written for a graphics card; `--device cpu` is for trying it out.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import time

import numpy as np
import torch
import torch.nn.functional as F

from . import teacher as larger
from .corpora import read_conllu
from .data import TARGETS, Encoder, batches, collate, windows
from .export import load_export
from .model import chain_losses, same_sentence, word_losses
from .train import EARLY_STEPS, EARLY_WEIGHT, SHARES, WEIGHTS, Pool, load, names_pass, tree_pass

# Wordpieces a batch of trees or names; documents a batch of chains.
BATCH, DOCUMENTS = 4000, 4
# Of batches with trees, chains and names.
KINDS, TAUGHT_SHARES, LEARNED_SHARES = ("trees", "chains", "names"), (0.46, 0.18, 0.36), (0.34, 0.16, 0.5)
PRODUCERS = {"trees": 3, "chains": 2, "names": 6}
TEACHER_RATES, STUDENT_RATES = (7e-5, 1.2e-3), (3.5e-4, 2e-3)
# Weight of what people say beside what the teacher says.
GOLD = 0.6


def produce(kind, seed, data, wordpiece, encoder, pool, queue):
    """Puts endless batches of a kind into the queue, as arrays."""
    torch.set_num_threads(1)
    rng = random.Random(seed)
    trees, chains, others = data
    while True:
        if kind == "trees":
            groups = tree_pass(trees, encoder, BATCH, rng)
        elif kind == "names":
            groups = names_pass(others, SHARES, pool, encoder, BATCH, rng)
        else:
            order = rng.sample(range(len(chains)), len(chains))
            groups = [order[i:i + DOCUMENTS] for i in range(0, len(order), DOCUMENTS)]
        for group in groups:
            documents = []
            if kind == "chains":
                target, documents, joined = rng.choice(TARGETS), [], []
                for d in group:
                    sentences, _ = chains[d]
                    documents.append((d, sum(len(s) for s in sentences)))
                    joined += list(windows([(sentences, True)], target, rng))
                group = joined
            batch = collate(group, wordpiece, rng, 0.05 if kind != "chains" else 0.02)
            rows = batch["rows"]
            width = max(n for _, n in rows)
            index = np.zeros((len(rows), width), dtype=np.int64)
            inside = np.zeros((len(rows), width), dtype=bool)
            for i, (at, n) in enumerate(rows):
                index[i, :n] = np.arange(at, at + n)
                inside[i, :n] = True
            batch.update(index=torch.from_numpy(index), inside=torch.from_numpy(inside))
            arrays = {k: v.numpy() if torch.is_tensor(v) else v for k, v in batch.items()}
            queue.put((arrays, documents))


class Source:
    """Batches of one kind, made by several processes and taken from them in turn, so that their order is fixed."""

    def __init__(self, kind, seed, *parts):
        self.queues, self.turn = [], 0
        for i in range(PRODUCERS[kind]):
            queue = multiprocessing.Queue(12)
            process = multiprocessing.Process(target=produce, args=(kind, seed + 1000 * i, *parts, queue), daemon=True)
            process.start()
            self.queues.append(queue)

    def next(self, device):
        arrays, documents = self.queues[self.turn % len(self.queues)].get()
        self.turn += 1
        batch = {k: torch.from_numpy(v).to(device, non_blocking=True) if isinstance(v, np.ndarray) else v for k, v in arrays.items()}
        return batch, documents


def gold_losses(model, batch, documents, golds, h):
    """The losses of `model.losses` for a batch, chains document by document."""
    result = word_losses(model, batch, h, chains=False)
    at, row, parts = 0, 0, []
    for document, words in documents:
        rows, count = [], 0
        while count < words:
            rows.append(batch["rows"][row])
            count += rows[-1][1]
            row += 1
        part = {"gold": golds[document], "rows": [(base - at, n) for base, n in rows]}
        parts.append(chain_losses(model, part, h[at:at + words]))
        at += words
    for key in parts[0] if parts else ():
        result[key] = sum(p[key] for p in parts) / len(parts)
    return result


def soft(scores, target):
    """Cross entropy of score rows with rows of probabilities."""
    return -(target * F.log_softmax(scores, -1)).sum(-1).mean()


@torch.no_grad()
def lesson(model, batch, documents, golds):
    """What the teacher says of a batch."""
    h = model(batch)
    start, upos, xpos, names = (x.float() for x in model.tag_scores(h))
    inside = batch["inside"]
    arcs = model.arc_scores(h, batch["index"]).float().masked_fill(~F.pad(inside, (1, 0), value=True)[:, None, :], -1e9)
    heads = arcs.argmax(-1)
    if "heads" in batch and len(batch["heads"]) == len(heads):
        heads = torch.where(batch["heads"] >= 0, batch["heads"], heads)
    labels = model.label_scores(h, batch["index"], heads).float()
    firsts, lasts = (x.float() for x in model.span_edges(h))
    spans = firsts @ lasts.t()
    result = {
        "start": start.sigmoid(), "upos": upos.softmax(-1), "xpos": xpos.softmax(-1), "names": names.softmax(-1),
        "arcs": arcs.softmax(-1), "heads": heads, "labels": labels.softmax(-1), "spans": spans.sigmoid(),
    }
    chains, at = [], 0
    for document, words in documents:
        gold, part = golds[document], h[at:at + words]
        places = torch.tensor(gold.spans, device=h.device)
        head = torch.tensor([m.head for m in gold.mentions], device=h.device)
        m = model.mention_vectors(part, places[:, 0], places[:, 1] - 1, head)
        chains.append((model.mention_type(m).float().softmax(-1), antecedents(model, m, gold).softmax(-1)))
        at += words
    result["chains"] = chains
    return result


def antecedents(model, m, gold):
    """[mentions, mentions + 1] scores of the antecedents of each mention and, last, of beginning a chain."""
    scores, new = model.chain_scores(m, gold.features.to(m.device))
    n = len(new)
    before = torch.ones(n, n, device=m.device).tril(-1) > 0
    return torch.cat([scores.float().masked_fill(~before, -1e9), new.float()[:, None]], 1)


def lesson_losses(model, batch, documents, golds, h, said, chains=True):
    """How far the model is from what the teacher said, by head."""
    start, upos, xpos, names = (x.float() for x in model.tag_scores(h))
    known = batch["starts"] >= 0
    result = {"upos": soft(upos, said["upos"]), "xpos": soft(xpos, said["xpos"]), "names": soft(names, said["names"])}
    if known.any():
        result["sentence"] = F.binary_cross_entropy_with_logits(start[known], said["start"][known])
    inside = batch["inside"]
    arcs = model.arc_scores(h, batch["index"]).float().masked_fill(~F.pad(inside, (1, 0), value=True)[:, None, :], -1e9)
    result["arc"] = soft(arcs[inside], said["arcs"][inside])
    labels = model.label_scores(h, batch["index"], said["heads"]).float()
    result["label"] = soft(labels[inside], said["labels"][inside])
    if not chains:
        return result
    firsts, lasts = (x.float() for x in model.span_edges(h))
    possible = same_sentence(batch["rows"], h.device)
    scores, target = (firsts @ lasts.t())[possible], said["spans"][possible]
    result["span"] = F.binary_cross_entropy_with_logits(scores, target, reduction="sum") / target.sum().clamp(min=1.0)
    at, types, links = 0, [], []
    for (document, words), (kind, link) in zip(documents, said["chains"]):
        gold, part = golds[document], h[at:at + words]
        places = torch.tensor(gold.spans, device=h.device)
        head = torch.tensor([m.head for m in gold.mentions], device=h.device)
        m = model.mention_vectors(part, places[:, 0], places[:, 1] - 1, head)
        types.append(soft(model.mention_type(m).float(), kind))
        links.append(soft(antecedents(model, m, gold), link))
        at += words
    if types:
        result["mention-type"], result["chain"] = sum(types) / len(types), sum(links) / len(links)
    return result


def weighted(parts):
    return sum(WEIGHTS[k] * v for k, v in parts.items())


def optimizer_of(model, rates):
    heads = {id(p) for p in model.head_parameters()}
    learned = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in learned if id(p) not in heads], "peak": rates[0]},
        {"params": [p for p in learned if id(p) in heads], "peak": rates[1]},
    ]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True), learned


@torch.no_grad()
def quick(model, groups, device, wordpiece, autocast):
    """Share of the words with the right best head, and right label too, before any tree is built."""
    model.eval()
    total = heads_right = labels_right = tags_right = 0
    for group in groups:
        batch = {k: v.to(device) if torch.is_tensor(v) else v for k, v in collate(group, wordpiece).items()}
        with autocast():
            h = model(batch)
            arcs = model.arc_scores(h, batch["tree_index"]).float()
            labels = model.label_scores(h, batch["tree_index"], batch["heads"]).float().argmax(-1)
            tags = model.tag_scores(h)[1].argmax(-1)
        gold = batch["heads"]
        known = gold >= 0
        arcs = arcs.masked_fill(F.pad(~known, (1, 0))[:, None, :], -1e9).argmax(-1)
        right = (arcs == gold) & known
        total += int(known.sum())
        heads_right += int(right.sum())
        labels_right += int((right & (labels == batch["rels"])).sum())
        tags_right += int((tags == batch["upos"]).sum())
    model.train()
    return {"UPOS": round(100 * tags_right / total, 2), "UAS": round(100 * heads_right / total, 2), "LAS": round(100 * labels_right / total, 2)}


def phase(name, model, step, sources, shares, rates, until, device, rng, log):
    """Trains `model` by `step(kind, batch, documents)`, a loss by head, until the clock says `until`."""
    optimizer, learned = optimizer_of(model, rates)
    begin = at = time.time()
    pieces, steps, sums, count, before = 0, 0, {}, {}, 0
    model.train()
    while (progress := (time.time() - begin) / (until - begin)) < 1:
        factor = min(1.0, progress / 0.04 + 0.01) * (1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        kind = rng.choices(KINDS, shares)[0]
        batch, documents = sources[kind].next(device)
        total, parts = step(kind, batch, documents)
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(learned, 4.0)
        optimizer.step()
        steps += 1
        pieces += batch["ids"].numel()
        for key, value in parts.items():
            sums[key] = sums.get(key, 0.0) + value.detach()
            count[key] = count.get(key, 0) + 1
        if steps % 200 == 0:
            speed, at, before = (pieces - before) / (time.time() - at), time.time(), pieces
            log(name, f"step {steps} progress {progress:.3f} pieces {pieces} speed {speed:.0f}/s",
                {k: round(float(v) / count[k], 3) for k, v in sums.items()})
            sums, count = {}, {}
    log(name, f"{pieces} pieces with padding, {steps} steps in {time.time() - begin:.0f} s")


def train(args):
    os.makedirs(args.out, exist_ok=True)
    device = torch.device(args.device)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    torch.backends.cuda.matmul.allow_tf32 = True

    def log(*parts):
        line = time.strftime("%H:%M:%S ") + " ".join(str(p) for p in parts)
        print(line, flush=True)

    def autocast():
        return torch.autocast(device.type, torch.bfloat16)

    student, wordpiece = load_export(args.model)
    labels = student.labels
    trees, chains, others, found, encoder = load(args.corpora, lambda _: Encoder(wordpiece, labels), args.silver)
    assert found.as_dict() == labels.as_dict(), "the corpora have other labels than the model"
    golds = [gold for _, gold in chains]
    documents = [(sentences, None) for sentences, _ in chains]
    # GUM's sentences are trees too, seen in other company than as documents with chains.
    everything = (trees + [(s, True) for s, _ in documents], documents, others)
    pool = Pool(others)
    sources = {kind: Source(kind, args.seed + i, everything, wordpiece, encoder, pool) for i, kind in enumerate(KINDS)}
    log("read", len(trees), "documents with trees,", len(chains), "with chains", {k: len(v) for k, v in others.items()})
    dev = {}
    for name in ("ewt", "gum"):
        read = read_conllu(os.path.join(args.corpora, "parse", name + ".dev.conllu"), name)
        dev[name] = batches(windows([(encoder.document(d), True) for d in read], 160), BATCH)
        dev[name] = [[w for w in group if all(s.heads[0] >= 0 for s in w[0])] for group in dev[name]]
        dev[name] = [group for group in dev[name] if group]
    for gold in golds:
        gold.features = gold.features.to(device)
    log("dev sets read")
    while not os.path.exists(args.ready):
        time.sleep(0.2)
    with open(args.ready) as file:
        deadline = time.time() + float(file.read())
    begin = time.time()
    teacher = larger.Teacher(labels, len(wordpiece.pieces))
    teacher.labels = labels
    larger.start(teacher, larger.unpack([os.path.join(args.weights, f"teacher{i}.npz") for i in range(args.parts)]))
    teacher.to(device)
    student.to(device)
    log("weights read")
    for name, groups in dev.items():
        log("model before", name, quick(student, groups, device, wordpiece, autocast))

    def taught(kind, batch, documents):
        with autocast():
            h = teacher(batch)
            parts = gold_losses(teacher, batch, documents, golds, h)
        return weighted(parts), parts

    phase("teacher", teacher, taught, sources, TAUGHT_SHARES, TEACHER_RATES, begin + args.share * (deadline - begin), device, rng, log)
    for name, groups in dev.items():
        log("teacher", name, quick(teacher, groups, device, wordpiece, autocast))
    teacher.eval()

    def learned(kind, batch, documents):
        early = rng.random() < EARLY_STEPS
        with autocast():
            said = lesson(teacher, batch, documents, golds)
            h = student(batch, fast="both" if early else False)
            h, exit = h if early else (h, None)
            gold = gold_losses(student, batch, documents, golds, h)
            parts = lesson_losses(student, batch, documents, golds, h, said)
            total = GOLD * weighted(gold) + weighted(parts)
            if early:
                sooner = lesson_losses(student, batch, documents, golds, exit, said, chains=False)
                total = total + EARLY_WEIGHT * weighted(sooner)
                parts |= {"early-" + k: v for k, v in sooner.items()}
        return total, {"gold-" + k: v for k, v in gold.items()} | parts

    for parameter in student.parameters():
        parameter.requires_grad_(True)
    student.word.weight.requires_grad_(False)
    student.position.weight.requires_grad_(False)
    phase("student", student, learned, sources, LEARNED_SHARES, STUDENT_RATES, deadline, device, rng, log)
    save(student, args.out)
    for name, groups in dev.items():
        log("student", name, quick(student, groups, device, wordpiece, autocast))
    open(os.path.join(args.out, "done"), "w").close()


def save(model, folder):
    """The learned weights in halves, in three files of less than 16 MiB."""
    state = {k: v.detach().cpu().half() for k, v in model.state_dict().items() if k not in ("word.weight", "position.weight")}
    files = [{}, {}, {}]
    for key, value in state.items():
        layer = int(key.split(".")[1]) if key.startswith("layers.") else None
        files[2 if layer is None else layer // 3][key] = value
    for i, part in enumerate(files):
        torch.save(part, os.path.join(folder, f"student{i}.pt"))


def gather(args):
    """Makes of what `save` wrote, and of the weights that the run began with, a run that `export` reads."""
    model, _ = load_export(args.model)
    for i in range(3):
        part = torch.load(os.path.join(args.run, f"student{i}.pt"), map_location="cpu")
        model.load_state_dict({k: v.float() for k, v in part.items()}, strict=False)
    torch.save(model.state_dict(), os.path.join(args.run, "final.pt"))
    with open(os.path.join(args.run, "labels.json"), "w", encoding="utf-8") as file:
        json.dump(model.labels.as_dict(), file, ensure_ascii=False)
    shutil.copy(os.path.join(os.path.dirname(args.model), "vocab.txt"), os.path.join(args.run, "vocab.txt"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack", help="the larger encoder's weights in 8 bits")
    packing.add_argument("--mpnet", required=True, help="folder with model.safetensors and vocab.txt")
    packing.add_argument("--vocab", default="data/model/vocab.txt")
    packing.add_argument("--out", required=True)
    packing.add_argument("--parts", type=int, default=3)
    training = commands.add_parser("train")
    training.add_argument("--corpora", required=True)
    training.add_argument("--weights", required=True, help="folder that `pack` wrote")
    training.add_argument("--parts", type=int, default=3)
    training.add_argument("--model", required=True, help="exported weights to begin with")
    training.add_argument("--silver", help="names for EWT, made by silver.py")
    training.add_argument("--out", required=True)
    training.add_argument("--ready", required=True, help="file with the seconds to train; training begins when it is there")
    training.add_argument("--share", type=float, default=0.34, help="of the time for the teacher")
    training.add_argument("--device", default="cuda")
    training.add_argument("--seed", type=int, default=17)
    gathering = commands.add_parser("gather", help="a run that training.export reads")
    gathering.add_argument("--run", required=True, help="what `train` wrote")
    gathering.add_argument("--model", required=True, help="exported weights that it began with")
    args = parser.parse_args()
    if args.command == "gather":
        gather(args)
    elif args.command == "pack":
        with open(args.vocab, encoding="utf-8") as file:
            pieces = [line.rstrip("\n") for line in file]
        larger.pack(args.mpnet, pieces, args.out, args.parts)
    else:
        train(args)


if __name__ == "__main__":
    main()
