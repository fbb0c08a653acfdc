"""Turns Re-DocRED's gold relations into ours: properties become relations, inverses are turned round, what says the same
counts once, properties without a counterpart are left out (how many is told on standard error).

    python3 tests/eval/redocred.py redocred.dev.gold.jsonl.gz > gold.jsonl
    newsgraph extract redocred.dev.articles.jsonl > pred.jsonl
    score.py relations --relaxed --gold gold.jsonl --pred pred.jsonl
"""

import gzip
import json
import os
import sys

SYMMETRIC = {"siblingOf", "spouseOf"}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "redocred.json"), encoding="utf-8") as file:
        table = json.load(file)
    ours = {}
    for name, properties in table.items():
        # `childOf` and `predecessorOf` say what `parentOf` and `successorOf` say from the other end.
        if isinstance(properties, list) and name not in ("childOf", "predecessorOf"):
            for p in properties:
                ours.setdefault(p.lstrip("^"), []).append((name, p.startswith("^")))
    kept = left = 0
    with (gzip.open if sys.argv[1].endswith(".gz") else open)(sys.argv[1], "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            found = {}
            for relation in article["relations"]:
                ends = relation["subject"], relation["object"]
                kept += relation["predicate"] in ours
                left += relation["predicate"] not in ours
                for name, swapped in ours.get(relation["predicate"], ()):
                    subject, obj = ends[::-1] if swapped else ends
                    found[subject, name, obj] = {"subject": subject, "predicate": name, "object": obj}
                    if name in SYMMETRIC:
                        found[subject, name, obj]["symmetric"] = True
            article["relations"] = [found[key] for key in sorted(found)]
            print(json.dumps(article, ensure_ascii=False))
    print(f"{kept} of {kept + left} annotated relations have a counterpart", file=sys.stderr)


if __name__ == "__main__":
    main()
