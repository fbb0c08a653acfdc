"""Fits the confidence of events (src/extract/events/confidence.rs) on events that were judged.

    newsgraph extract articles.jsonl > annotations.jsonl
    cargo run --release --example event_features -- articles.jsonl > features.jsonl
    python3 -m training.confidence annotations.jsonl features.jsonl --out data/model/event_confidence.csv

`events_news.csv` has the judgements: where the trigger stands in the article (code points), the finer type, a digest of what
was told of the event, and for each part whether it was right (1), wrong (0) or missing (-1). A judgement counts where the
program still tells the same. A logistic regression with a penalty on the squares of the weights (found by cross-validation over
articles) gives the probability that all parts are right; weights that matter little are left out.
"""

import argparse
import csv
import hashlib
import json
import os
import random

import numpy as np

PARTS = ["type", "source", "target", "place", "time", "modality", "by"]
JUDGED = os.path.join(os.path.dirname(__file__), "events_news.csv")
FOLDS, PENALTY, LEAST = 5, 6.0, 8


def told(path):
    """What the program tells now: (article, start, type) → digest of it."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for article in map(json.loads, file):
            names = {actor["id"]: actor["name"] for actor in article["actors"]}
            open_events = list(article["events"])
            while open_events:
                event = open_events.pop()
                open_events += event.get("content", [])
                found[article["id"], event["trigger"]["start"], event.get("subtype")] = digest(event, names)
    return found


def digest(event, names):
    time = event.get("time")
    parts = [sorted(names[actor] for actor in event["sources"]), sorted(names[actor] for actor in event["targets"]),
             names.get(event.get("place")), time.get("value") if isinstance(time, dict) else time, event["modality"],
             names.get(event.get("attributed_to"))]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:8]


def rows(annotations, features):
    """Features and whether all was right, for each judged event that is still told as it was judged."""
    now, seen = told(annotations), {}
    with open(features, encoding="utf-8") as file:
        for line in map(json.loads, file):
            seen[line["article"], line["trigger"][0], line["type"]] = line["features"]
    result, lost = [], 0
    with open(JUDGED, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["article"], int(row["start"]), row["subtype"]
            if now.get(key) != row["digest"] or key not in seen:
                lost += 1
                continue
            result.append((row["article"], seen[key], float(all(row[part] == "1" for part in PARTS))))
    print(f"{len(result)} judgements hold, {lost} are of events told otherwise now")
    return result


def fit(x, y, penalty):
    """Weights of a logistic regression, the constant last (Newton's method)."""
    x = np.hstack([x, np.ones((len(x), 1))])
    ridge = np.full(x.shape[1], 2 * penalty)
    ridge[-1] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def say(x, w):
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations")
    parser.add_argument("features")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--out")
    args = parser.parse_args()
    data = rows(args.annotations, args.features)
    counts = {}
    for _, features, _ in data:
        for feature in features:
            counts[feature] = counts.get(feature, 0) + 1
    names = sorted(feature for feature, count in counts.items() if count >= LEAST)
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for i, (_, features, _) in enumerate(data):
        x[i, [at[feature] for feature in features if feature in at]] = 1
    y = np.array([right for _, _, right in data])
    articles = sorted({article for article, _, _ in data})
    random.Random(1).shuffle(articles)
    fold = {article: i % FOLDS for i, article in enumerate(articles)}
    folds = np.array([fold[article] for article, _, _ in data])
    sure = np.zeros(len(y))
    for held_out in range(FOLDS):
        train, test = folds != held_out, folds == held_out
        sure[test] = say(x[test], fit(x[train], y[train], args.penalty))
    ranks = np.argsort(np.argsort(sure)) + 1
    positive = y.sum()
    area = (ranks[y == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(y) - positive))
    print(f"{len(y)} events, {100 * y.mean():.1f} % right; area under the curve {area:.3f}")
    for low in np.arange(0, 1, 0.1):
        within = (sure >= low) & (sure < low + 0.1)
        if within.any():
            print(f"confidence {low:.1f} to {low + 0.1:.1f}: {100 * y[within].mean():.0f} % of {within.sum()} right")
    if args.out:
        weights = fit(x, y, args.penalty)
        with open(args.out, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["feature", "weight"])
            out.writerow(["always", round(float(weights[-1]), 3)])
            out.writerows([name, round(float(weight), 3)] for name, weight in zip(names, weights) if abs(weight) >= 0.02)


if __name__ == "__main__":
    main()
