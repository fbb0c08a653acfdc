"""Dev figures: tags, trees and sentence starts on gold tokens, names on gold or own tokens."""

import argparse
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

from . import decode
from .corpora import Names, align, read_conllu, read_jsonl, text_document
from .data import Encoder, batches, collate, windows
from .decode import BIAS_O


@torch.no_grad()
def predict(model, encoder, documents, target=160, parse=True, budget=2500, bias=BIAS_O):
    """Predictions for each document: a list of (encoded sentence, dict) in order."""
    model.eval()
    labels = model.labels
    moves = decode.transitions(labels.names)
    encoded = [(encoder.document(d), d.starts_known) for d in documents]
    found = {}
    for batch in batches(windows(encoded, target), budget):
        t = collate(batch, encoder.wordpiece)
        h = model(t)
        start, upos, xpos, names = (x.numpy() for x in model.tag_scores(h))
        names[:, 0] += bias
        sentences = [s for group, _ in batch for s in group]
        for s, (at, n) in zip(sentences, t["rows"]):
            rows = slice(at, at + n)
            result = {
                "start": start[rows] > 0,
                "upos": upos[rows].argmax(1),
                "xpos": xpos[rows].argmax(1),
                "names": decode.viterbi(names[rows], moves),
            }
            if parse:
                result["heads"], result["rels"] = parse_sentence(model, h[rows])
            found[id(s)] = result
        at = 0
        for group, _ in batch:
            found[id(group[0])]["start"][0] = True
            found[id(group[0])]["window"] = True
    return [[(s, found[id(s)]) for s in sentences] for sentences, _ in encoded]


def parse_sentence(model, h):
    """Heads and relation indices of one sentence."""
    n = h.shape[0]
    index = torch.arange(n)[None]
    arcs = F.log_softmax(model.arc_scores(h, index)[0], 1).numpy()
    heads = decode.tree(arcs)
    scores = model.label_scores(h, index, torch.from_numpy(heads)[None])[0].numpy()
    root = model.labels.deprel.index("root")
    scores[heads != 0, root] = -np.inf
    rels = scores.argmax(1)
    rels[heads == 0] = root
    return heads, rels


def parse_figures(predictions):
    """UPOS, XPOS, UAS, LAS accuracies and the F1 of sentence starts within windows."""
    total = upos = xpos = uas = las = 0
    right = wanted = given = 0
    for document in predictions:
        for s, p in document:
            n = len(s)
            total += n
            upos += int((p["upos"] == s.upos).sum())
            xpos += int((p["xpos"] == s.xpos).sum())
            if s.heads[0] >= 0:
                arc = p["heads"] == s.heads
                uas += int(arc.sum())
                las += int((arc & (p["rels"] == s.rels)).sum())
            guess = p["start"][1 if p.get("window") else 0:]
            given += int(guess.sum())
            if not p.get("window"):
                wanted += 1
                right += int(guess[0])
    f1 = 200 * right / max(1, wanted + given)
    return {
        "UPOS": round(100 * upos / total, 2), "XPOS": round(100 * xpos / total, 2),
        "UAS": round(100 * uas / total, 2), "LAS": round(100 * las / total, 2), "starts": round(f1, 2),
    }


def name_mentions(labels, document_predictions):
    """(start, end, type) of the names found in a document, in code points."""
    result = set()
    for s, p in document_predictions:
        for a, b, kind in decode.spans(p["names"], labels.names):
            result.add((s.sentence.spans[a][0], s.sentence.spans[b - 1][1], kind))
    return result


def names_figures(labels, documents, predictions, records, types=("person", "organization", "place")):
    """Exact precision, recall and F1 of names, as the shared scorer counts them."""
    counts = {kind: [0, 0, 0] for kind in types}
    for document, prediction, record in zip(documents, predictions, records):
        gold = {(m["start"], m["end"], m["type"]) for m in record["mentions"] if m.get("form", "name") == "name" and m["type"] in types}
        other = [(m["start"], m["end"]) for m in record["mentions"] if m.get("form", "name") != "name"]
        pred = {m for m in name_mentions(labels, prediction) if m[2] in types}
        for m in pred - gold:
            if any(m[0] < b and a < m[1] for a, b in other):
                pred = pred - {m}
        for kind in types:
            g, p = {m for m in gold if m[2] == kind}, {m for m in pred if m[2] == kind}
            c = counts[kind]
            c[0] += len(g & p)
            c[1] += len(p)
            c[2] += len(g)
    result = {kind: round(200 * c[0] / max(1, c[1] + c[2]), 1) for kind, c in counts.items()}
    right, given, wanted = (sum(c[i] for c in counts.values()) for i in range(3))
    result["P"], result["R"] = round(100 * right / max(1, given), 1), round(100 * right / max(1, wanted), 1)
    result["F1"] = round(200 * right / max(1, given + wanted), 2)
    return result


class DevSets:
    """Loads the dev sets once and reports on a model."""

    def __init__(self, folder):
        self.folder = folder
        self.parse, self.names = {}, {}
        for name in ("ewt", "gum"):
            documents = read_conllu(os.path.join(folder, "parse", name + ".dev.conllu"), name)
            articles = {a["id"]: a["text"] for a in read_jsonl(os.path.join(folder, "parse", name + ".dev.articles.jsonl"))}
            documents = [d for d in documents if d.id in articles]
            for d in documents:
                align(d, articles[d.id])
            self.parse[name] = documents
            ner = {"ewt": "uner-ewt", "gum": "gum"}[name]
            gold = {r["id"]: r for r in read_jsonl(os.path.join(folder, "ner", ner + ".dev.gold.jsonl"))}
            self.names[ner] = (documents, [gold.get(d.id, {"mentions": []}) for d in documents])
        for name, keep in (("wikineural-en.val", lambda i: i < 100), ("redocred.dev", lambda i: i % 5 == 4)):
            articles = read_jsonl(os.path.join(folder, "ner", name + ".articles.jsonl"))
            records = read_jsonl(os.path.join(folder, "ner", name + ".gold.jsonl"))
            chosen = [i for i in range(len(articles)) if keep(i)]
            self.names[name.split(".")[0]] = (
                [text_document(articles[i], "dev") for i in chosen], [records[i] for i in chosen])

    def report(self, model, encoder, only=None):
        figures = {}
        for name, documents in self.parse.items():
            if only and name not in only:
                continue
            predictions = predict(model, encoder, documents)
            figures[name] = parse_figures(predictions)
            ner = {"ewt": "uner-ewt", "gum": "gum"}[name]
            figures["names " + ner] = names_figures(model.labels, documents, predictions, self.names[ner][1])
        for name, (documents, records) in self.names.items():
            if "names " + name in figures or (only and name not in only):
                continue
            predictions = predict(model, encoder, documents, parse=False)
            figures["names " + name] = names_figures(model.labels, documents, predictions, records)
        return figures


def main():
    from .export import load_export
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", required=True, help="folder with parse/ and ner/")
    parser.add_argument("--model", required=True, help="exported model.safetensors (vocab.txt beside it)")
    parser.add_argument("--u8", action="store_true", help="simulate 8-bit activations too")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="*")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, wordpiece = load_export(args.model, args.u8)
    for name, row in DevSets(args.corpora).report(model, Encoder(wordpiece, model.labels), args.only).items():
        print(name, json.dumps(row))


if __name__ == "__main__":
    main()
