"""Turns documents into windows of wordpieces and windows into batches."""

import random

import numpy as np
import torch

from .corpora import ALL, O, TAGS, Sentence
from .pieces import casing

MAX_PIECES = 160
TARGETS = (48, 96, 160)


class Labels:
    """The label inventories, in the order of the output layers."""

    def __init__(self, upos, xpos, deprel, names=TAGS):
        self.upos, self.xpos, self.deprel, self.names = list(upos), list(xpos), list(deprel), list(names)

    @classmethod
    def of(cls, documents):
        sets = [set(), set(), set()]
        for document in documents:
            for sentence in document.sentences:
                sets[0].update(sentence.upos)
                sets[1].update(sentence.xpos)
                sets[2].update(sentence.rels)
        return cls(*(sorted(s) for s in sets))

    def as_dict(self):
        return {"upos": self.upos, "xpos": self.xpos, "names": self.names, "deprel": self.deprel}


class Encoded:
    """A sentence as arrays; -1 stands for an unknown label."""

    __slots__ = ("pieces", "counts", "casing", "upos", "xpos", "heads", "rels", "names", "sentence", "offset")

    def __len__(self):
        return len(self.counts)


class Encoder:
    """Encodes sentences with a vocabulary and label inventories."""

    def __init__(self, wordpiece, labels):
        self.wordpiece = wordpiece
        self.index = {
            "upos": {x: i for i, x in enumerate(labels.upos)},
            "xpos": {x: i for i, x in enumerate(labels.xpos)},
            "rels": {x: i for i, x in enumerate(labels.deprel)},
        }

    def sentence(self, sentence, offset=0):
        e = Encoded()
        pieces = [self.wordpiece(token) for token in sentence.tokens]
        e.counts = np.array([len(p) for p in pieces], dtype=np.int64)
        e.pieces = np.array([i for p in pieces for i in p], dtype=np.int64)
        e.casing = np.array([casing(token) for token in sentence.tokens], dtype=np.int64)
        n = len(e.counts)
        for name in ("upos", "xpos", "rels"):
            values = getattr(sentence, name)
            index = self.index[name]
            setattr(e, name, np.array([index.get(v, -1) for v in values] if values else [-1] * n, dtype=np.int64))
        e.heads = np.array(sentence.heads if sentence.heads else [-1] * n, dtype=np.int64)
        e.names = np.array(sentence.names if sentence.names else [ALL] * n, dtype=np.int64)
        e.sentence, e.offset = sentence, offset
        return e

    def document(self, document):
        """Encoded sentences of a document; those too long for a window are cut, without their tree."""
        result = []
        for sentence in document.sentences:
            encoded = self.sentence(sentence)
            if encoded.counts.sum() <= MAX_PIECES:
                result.append(encoded)
                continue
            start, total = 0, 0
            for i, count in enumerate(list(encoded.counts) + [MAX_PIECES + 1]):
                if total + count > MAX_PIECES:
                    result.append(self.sentence(_part(sentence, start, i), start))
                    start, total = i, 0
                total += count
        return result


def _part(sentence, start, end):
    part = Sentence(sentence.tokens[start:end], sentence.spans[start:end] if sentence.spans else None)
    for name in ("upos", "xpos", "names"):
        values = getattr(sentence, name)
        setattr(part, name, values[start:end] if values else None)
    return part


def windows(documents, target, rng=None):
    """Packs (encoded sentences, starts_known) documents into lists of sentences.

    `target` is a number of pieces, or None for a random choice a window.
    """
    for sentences, starts_known in documents:
        current, total = [], 0
        goal = target or rng.choice(TARGETS)
        for sentence in sentences:
            size = int(sentence.counts.sum())
            if current and total + size > goal:
                yield current, starts_known
                current, total = [], 0
                goal = target or rng.choice(TARGETS)
            current.append(sentence)
            total += size
        if current:
            yield current, starts_known


def batches(items, budget, rng=None):
    """Groups windows of like length into batches of about `budget` wordpieces."""
    items = [(2 + sum(int(s.counts.sum()) for s in w[0]), i, w) for i, w in enumerate(items)]
    if rng:
        items = [(n + rng.random() * 4, i, w) for n, i, w in items]
    items.sort()
    result, current = [], []
    for n, _, window in items:
        if current and (len(current) + 1) * n > budget:
            result.append(current)
            current = []
        current.append(window)
    if current:
        result.append(current)
    if rng:
        rng.shuffle(result)
    return result


_SMALL_WORDS = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as", "is"}


def recase(sentence, style):
    """Casing classes of a sentence in capitals, lower case or headline case."""
    classes = sentence.casing.copy()
    for i, token in enumerate(sentence.sentence.tokens):
        if classes[i] in (0, 5, 7):
            continue
        letters = sum(c.isalpha() for c in token)
        if style == "upper":
            classes[i] = 6 if letters == 1 else 3
        elif style == "lower":
            classes[i] = 1
        elif classes[i] == 1 and token not in _SMALL_WORDS and not token.startswith(("'", "n'", "’", "n’")):
            classes[i] = 6 if letters == 1 else 2
    return classes


def without_stop(encoder, sentence):
    """The sentence less its final full stop, where nothing hangs on it; else None."""
    s = sentence.sentence
    n = len(s.tokens)
    if n < 4 or n != len(sentence) or s.tokens[-1] != "." or not s.heads or n in s.heads:
        return None
    part = _part(s, 0, n - 1)
    part.heads, part.rels = s.heads[:-1], s.rels[:-1]
    return encoder.sentence(part)


def collate(batch, wordpiece, rng=None, recase_rate=0.0):
    """Tensors of a batch of windows."""
    length = max(2 + sum(int(s.counts.sum()) for s in sentences) for sentences, _ in batch)
    ids = np.zeros((len(batch), length), dtype=np.int64)
    classes = np.zeros((len(batch), length), dtype=np.int64)
    mask = np.full((len(batch), length), -1e9, dtype=np.float32)
    first, last, starts = [], [], []
    parts = {"upos": [], "xpos": [], "names": []}
    trees, rows = [], []
    base = 0
    for b, (sentences, starts_known) in enumerate(batch):
        pieces = np.concatenate([s.pieces for s in sentences])
        counts = np.concatenate([s.counts for s in sentences])
        style = [
            rng.choice(("upper", "upper", "lower", "title")) if rng and rng.random() < recase_rate else None for _ in sentences
        ]
        cases = np.concatenate([recase(s, k) if k else s.casing for s, k in zip(sentences, style)])
        n = len(pieces)
        ids[b, 0], ids[b, 1:n + 1], ids[b, n + 1] = wordpiece.cls, pieces, wordpiece.sep
        classes[b, 1:n + 1] = np.repeat(cases, counts)
        mask[b, :n + 2] = 0
        ends = np.cumsum(counts)
        first.append(b * length + 1 + ends - counts)
        last.append(b * length + ends)
        for name in parts:
            parts[name] += [getattr(s, name) for s in sentences]
        start = np.full(len(counts), 0.0 if starts_known else -1.0, dtype=np.float32)
        at = 0
        for s in sentences:
            if starts_known and s.offset == 0:
                start[at] = 1.0
            rows.append((base + at, len(s)))
            if s.heads[0] >= 0:
                trees.append((base + at, s))
            at += len(s)
        start[0] = -1.0
        starts.append(start)
        base += at
    result = {
        "ids": torch.from_numpy(ids),
        "casing": torch.from_numpy(classes),
        "mask": torch.from_numpy(mask)[:, None, None, :],
        "first": torch.from_numpy(np.concatenate(first)),
        "last": torch.from_numpy(np.concatenate(last)),
        "starts": torch.from_numpy(np.concatenate(starts)),
        "rows": rows,
        "names_known": any((s.names != ALL).any() for sentences, _ in batch for s in sentences),
    }
    for name, values in parts.items():
        result[name] = torch.from_numpy(np.concatenate(values))
    if trees:
        width = max(len(s) for _, s in trees)
        index = np.zeros((len(trees), width), dtype=np.int64)
        heads = np.full((len(trees), width), -1, dtype=np.int64)
        rels = np.full((len(trees), width), -1, dtype=np.int64)
        for i, (at, s) in enumerate(trees):
            n = len(s)
            index[i, :n] = np.arange(at, at + n)
            heads[i, :n] = s.heads
            rels[i, :n] = s.rels
        result.update(tree_index=torch.from_numpy(index), heads=torch.from_numpy(heads), rels=torch.from_numpy(rels))
    return result
