"""Names for the treebank that has none: confident predictions of an earlier model, checked against proper-noun tags.

Unsure tokens get no loss. Output: one {"id", "names": [[tag or null, …], …]} a line.
"""

import argparse
import json
import os

import torch
import torch.nn.functional as F

from . import decode
from .corpora import ALL, TAGS, bit, read_conllu
from .data import Encoder, batches, collate, windows
from .export import load_export

SURE_NAME, SURE_OUTSIDE, SURE_OUTSIDE_PROPER = 0.75, 0.9, 0.98


def tags(path, probabilities, upos, names):
    """Sure tags of one sentence, None where the model is not sure; `names` are the model's tags."""
    result = []
    for tag, p, tag_of_speech in zip(path, probabilities, upos):
        limit = SURE_OUTSIDE_PROPER if tag_of_speech == "PROPN" else SURE_OUTSIDE
        result.append("O" if tag == 0 and p[0] >= limit else None)
    for a, b, kind in decode.spans(path, names):
        sure = all(probabilities[t][path[t]] >= SURE_NAME for t in range(a, b))
        proper = any(upos[t] == "PROPN" for t in range(a, b)) or kind in ("group", "event", "misc")
        if sure and proper:
            for t in range(a, b):
                result[t] = names[path[t]]
    return result


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--model", required=True, help="exported model.safetensors of the earlier run")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, wordpiece = load_export(args.model)
    encoder = Encoder(wordpiece, model.labels)
    documents = read_conllu(os.path.join(args.corpora, "parse", "ewt.train.conllu"), "ewt")
    encoded = [(encoder.document(d), True) for d in documents]
    moves = decode.transitions(model.labels.names)
    found = {}
    for batch in batches(windows(encoded, 160), 2500):
        t = collate(batch, wordpiece)
        scores = model.tag_scores(model(t))[3]
        probabilities = F.softmax(scores, 1).numpy()
        scores = scores.numpy()
        for s, (at, n) in zip([s for group, _ in batch for s in group], t["rows"]):
            path = decode.viterbi(scores[at:at + n], moves)
            upos = s.sentence.upos
            found[id(s)] = tags(path, probabilities[at:at + n], upos, model.labels.names)
    names = unsure = total = 0
    with open(args.out, "w", encoding="utf-8") as file:
        for document, (sentences, _) in zip(documents, encoded):
            rows = []
            for s in sentences:
                row = found[id(s)]
                total += len(row)
                unsure += sum(tag is None for tag in row)
                names += sum((tag or "O").startswith("B-") for tag in row)
                if s.offset:
                    rows[-1] += row
                else:
                    rows.append(row)
            file.write(json.dumps({"id": document.id, "names": rows}) + "\n")
    print(f"{total} tokens, {names} names, {unsure} unsure")


def _mask(tag):
    """What a sure tag allows; an earlier model's `misc` may be a product or a work."""
    if tag is None:
        return ALL
    prefix, _, kind = tag.partition("-")
    return sum(bit(prefix, k) for k in ("product", "work", "misc")) if kind == "misc" else 1 << TAGS.index(tag)


def apply(path, documents):
    """Puts the names of a silver file on treebank documents."""
    with open(path, encoding="utf-8") as file:
        rows = {r["id"]: r["names"] for r in map(json.loads, file)}
    for document in documents:
        for sentence, names in zip(document.sentences, rows.get(document.id, [])):
            sentence.names = [_mask(tag) for tag in names]


if __name__ == "__main__":
    main()
