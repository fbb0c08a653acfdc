"""Names in news: precision, recall and errors by type on articles annotated for linking (ECB+, MEANTIME).

    python3 -m training.news_names FOLDER PREDICTIONS [--errors N]

FOLDER has articles.jsonl and gold.jsonl with the mentions of entities; PREDICTIONS is what `newsgraph extract` says of the
articles. Only the sentences that the corpus annotates count. ECB+ annotates participants of events only, so that what is
found beyond them is not counted against precision there (`--partial`).
"""

import argparse
import json
import random
from collections import Counter, defaultdict

TYPES = ("person", "organization", "place")


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def gold_names(record):
    """(start, end) → type of the named entities, without articles and titles."""
    return {
        (m["core_start"], m["core_end"]): m["type"]
        for m in record["mentions"]
        if m["kind"] == "entity" and m["form"] == "name" and m["type"] in TYPES
    }


def sentences(record, text):
    """The annotated stretches."""
    found = record.get("scored_sentences")
    return [(s["start"], s["end"]) if isinstance(s, dict) else tuple(s) for s in found] if found else [(0, len(text))]


def compare(gold, predicted):
    """(kind of outcome, span) for every gold and predicted name."""
    used = set()
    for span, kind in gold.items():
        if span in predicted:
            used.add(span)
            yield ("right" if predicted[span] == kind else f"type {kind} taken for {predicted[span]}"), kind, span
            continue
        near = [p for p in predicted if p[0] < span[1] and span[0] < p[1]]
        used.update(near)
        yield (f"boundary of {kind}" if near else f"missed {kind}"), kind, span
    for span, kind in predicted.items():
        if span not in used and kind in TYPES:
            yield f"extra {kind}", kind, span


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("predictions")
    parser.add_argument("--partial", action="store_true", help="names beyond the annotated ones are not errors")
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of each group")
    args = parser.parse_args()
    texts = {a["id"]: a["text"] for a in read(f"{args.folder}/articles.jsonl")}
    predictions = {p["id"]: p for p in read(args.predictions)}
    groups, examples = Counter(), defaultdict(list)
    right, wanted, given = Counter(), Counter(), Counter()
    for record in read(f"{args.folder}/gold.jsonl"):
        text = texts[record["id"]]
        stretches = sentences(record, text)
        inside = lambda span: any(a <= span[0] and span[1] <= b for a, b in stretches)
        predicted = {
            (m["start"], m["end"]): m["type"]
            for m in predictions.get(record["id"], {}).get("mentions", [])
            if m["form"] == "name" and inside((m["start"], m["end"]))
        }
        for outcome, kind, span in compare({s: k for s, k in gold_names(record).items() if inside(s)}, predicted):
            if outcome.startswith("extra"):
                if args.partial:
                    continue
                given[kind] += 1
            else:
                wanted[kind] += 1
                right[kind] += outcome == "right"
                if span in predicted and predicted[span] in TYPES:
                    given[predicted[span]] += 1
                elif outcome.startswith("boundary"):
                    given[kind] += 1
            groups[outcome] += 1
            context = text[max(0, span[0] - 40):span[0]] + "[" + text[span[0]:span[1]] + "]" + text[span[1]:span[1] + 40]
            examples[outcome].append(context.replace("\n", " "))
    for kind in TYPES + ("all",):
        r, w, g = (sum(c.values()) if kind == "all" else c[kind] for c in (right, wanted, given))
        p, q = r / max(1, g), r / max(1, w)
        print(f"{kind:14} P {100 * p:5.1f}  R {100 * q:5.1f}  F1 {200 * p * q / max(1e-9, p + q):5.1f}   names {w}")
    for outcome, count in groups.most_common():
        print(f"{count:5} {outcome}")
        if outcome != "right":
            for line in random.Random(1).sample(examples[outcome], min(args.errors, count)):
                print("        " + line)


if __name__ == "__main__":
    main()
