"""Trains the network that reads relations off word vectors (src/understand/ties).

    cargo run --release --example relation_pairs -- ARTICLES.jsonl vectors.bin > pairs.jsonl
    cargo run --release --example relation_pairs -- NEWS.jsonl news.bin > news.jsonl
    python3 -m training.relations --gold GOLD.jsonl --pairs pairs.jsonl --vectors vectors.bin \\
        --news news.jsonl --news-vectors news.bin --out data/model

ARTICLES and GOLD are Re-DocRED's; NEWS are the articles of ECB+ (train) and MEANTIME (airbus, apple), in which
`relations_news.csv` judges what an earlier network read: encyclopedias name the country of everything, news names
countries for other reasons. The encoder stays as it is: what is trained sees the vectors that the program gives.
Five-fold cross-validation sets the thresholds and tells the figures; the weights are then trained on everything.
"""

import argparse
import csv
import gzip
import json
import os
import random
import time
from collections import Counter, defaultdict

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file
from torch import nn

from .export import quantize_rows

HIDDEN, MENTION, KEY, BLOCK, PAIR = 384, 96, 64, 6, 128
FEATURES = [8, 8, 16, 3, 3, 3, 2, 2, 64]
FOLDS, EPOCHS, BATCH, RATE, DROPOUT = 5, 12, 4, 1.5e-3, 0.3
# Relations that Wikipedia tells otherwise than news does, or too seldom to be learned; patterns read them.
LEFT_OUT = {"predecessorOf", "successorOf", "childOf", "headOf"}
# A relation is told from this probability on, and from where held-out precision reaches the floor.
SURE, FLOOR, ENOUGH = 0.6, 0.7, 12
# Weight of a judgement beside a pair of an annotated article.
JUDGED = 3.0


class Network(nn.Module):
    def __init__(self, relations):
        super().__init__()
        linear = nn.Linear
        self.subject, self.object = linear(HIDDEN, MENTION), linear(HIDDEN, MENTION)
        self.subject_chain, self.object_chain = linear(HIDDEN, MENTION, bias=False), linear(HIDDEN, MENTION, bias=False)
        self.word = linear(HIDDEN, KEY + MENTION)
        self.query = linear(2 * MENTION, KEY)
        self.subject_context, self.object_context = linear(MENTION, MENTION), linear(MENTION, MENTION)
        self.features = nn.Embedding(sum(FEATURES), MENTION)
        self.pair = linear(3 * MENTION + MENTION * BLOCK, PAIR)
        self.output = linear(PAIR, relations)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.normal_(self.features.weight, 0, 0.02)
        nn.init.constant_(self.output.bias, -3.0)

    def forward(self, article):
        words = self.drop(article["vectors"])
        chains = self.drop(article["chains"])
        subject = self.subject(words)[article["heads"][:, 0]] + self.subject_chain(chains)[article["pairs"][:, 0]]
        obj = self.object(words)[article["heads"][:, 1]] + self.object_chain(chains)[article["pairs"][:, 1]]
        query = self.query(torch.cat([F.hardtanh(subject), F.hardtanh(obj)], 1))
        keys, values = self.word(words).split([KEY, MENTION], 1)
        fit = query @ keys.t() / KEY**0.5 + article["mask"]
        context = torch.softmax(fit, 1) @ values
        subject = F.hardtanh(subject + self.subject_context(context))
        obj = F.hardtanh(obj + self.object_context(context))
        third = F.hardtanh(context) + self.features(article["features"]).sum(1)
        outer = subject.view(-1, MENTION // BLOCK, BLOCK, 1) * obj.view(-1, MENTION // BLOCK, 1, BLOCK)
        joined = torch.cat([subject, obj, third, outer.flatten(1)], 1)
        scores = self.output(self.drop(torch.relu(self.pair(self.drop(joined)))))
        whole = torch.full((len(article["keys"]), scores.shape[1]), -1e4)
        return whole.scatter_reduce(0, article["key"][:, None].expand_as(scores), scores, "amax")


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def align(chains, gold):
    """For each chain the annotated actor that most of its mentions are."""
    result = []
    for chain in chains:
        votes = Counter()
        for start, end, head_start, head_end, _ in chain["mentions"]:
            best, rank = None, 0.0
            for mention in gold["mentions"]:
                if mention["start"] == start and mention["end"] == end:
                    best, rank = mention["actor"], 1e9
                    break
                shared = min(head_end, mention["end"]) - max(head_start, mention["start"])
                if shared > 0 and shared + 1 / (1 + mention["end"] - mention["start"]) > rank:
                    best, rank = mention["actor"], shared + 1 / (1 + mention["end"] - mention["start"])
            if best is not None:
                votes[best] += 1
        result.append(votes.most_common(1)[0][0] if votes else None)
    return result


def ours(gold, mapping):
    """The annotated relations in our terms: (subject, object) → relations."""
    result = defaultdict(set)
    for relation in gold["relations"]:
        for name, swapped in mapping.get(relation["predicate"], ()):
            ends = (relation["subject"], relation["object"])
            result[ends[::-1] if swapped else ends].add(name)
    return result


def article_of(found, vectors, pairs):
    """What the network sees of an article."""
    keys = sorted({(p[0], p[1]) for p in pairs})
    index = {k: i for i, k in enumerate(keys)}
    mask = torch.full((len(pairs), found["tokens"]), -1e9)
    for i, pair in enumerate(pairs):
        for sentence in pair[4]:
            first, end = found["sentences"][sentence]
            mask[i, first:end] = 0.0
    chains = [vectors[[m[4] for m in chain["mentions"]]].max(0) for chain in found["chains"]]
    return {
        "id": found["id"], "keys": keys, "mask": mask, "vectors": torch.from_numpy(vectors.copy()),
        "chains": torch.from_numpy(np.stack(chains)), "pairs": torch.tensor([p[:2] for p in pairs]),
        "heads": torch.tensor([p[2:4] for p in pairs]), "features": torch.tensor([p[5] for p in pairs]),
        "key": torch.tensor([index[p[0], p[1]] for p in pairs]),
    }


def dumped(pairs, vectors):
    """What the program said of each article, with its word vectors."""
    with open(vectors, "rb") as file:
        for found in lines(pairs):
            yield found, np.frombuffer(file.read(found["tokens"] * HIDDEN * 4), np.float32).reshape(-1, HIDDEN)


def annotated(args, relations, mapping):
    articles = []
    for (found, vectors), gold in zip(dumped(args.pairs, args.vectors), lines(args.gold)):
        assert found["id"] == gold["id"]
        actors, facts = align(found["chains"], gold), ours(gold, mapping)
        # Two chains that are one actor stand in no relation.
        pairs = [p for p in found["pairs"] if actors[p[0]] is None or actors[p[0]] != actors[p[1]]]
        if not pairs:
            continue
        article = article_of(found, vectors, pairs)
        wanted = torch.zeros(len(article["keys"]), len(relations))
        for i, (a, b) in enumerate(article["keys"]):
            for name in facts.get((actors[a], actors[b]), ()):
                if name in relations:
                    wanted[i, relations.index(name)] = 1.0
        articles.append(article | {"actors": actors, "facts": facts, "wanted": wanted, "weight": torch.ones_like(wanted)})
    return articles


def judged(args, relations):
    """News articles with the pairs that were judged; nothing else of them counts."""
    with open(os.path.join(os.path.dirname(__file__), "relations_news.csv"), encoding="utf-8", newline="") as file:
        rows = defaultdict(list)
        for row in csv.DictReader(file):
            rows[row["article"]].append(row)
    articles, lost = [], 0
    for found, vectors in dumped(args.news, args.news_vectors):
        places = {m[2]: i for i, chain in enumerate(found["chains"]) for m in chain["mentions"]}
        verdicts = [
            (places.get(int(row["subject"])), places.get(int(row["object"])), relations.index(row["relation"]), float(row["right"]))
            for row in rows.get(found["id"], []) if row["relation"] in relations
        ]
        ends = {(a, b) for a, b, _, _ in verdicts}
        pairs = [p for p in found["pairs"] if (p[0], p[1]) in ends]
        if not pairs:
            lost += len(verdicts)
            continue
        article = article_of(found, vectors, pairs)
        wanted = torch.zeros(len(article["keys"]), len(relations))
        weight = torch.zeros_like(wanted)
        for a, b, relation, right in verdicts:
            if (a, b) in article["keys"]:
                at = article["keys"].index((a, b))
                wanted[at, relation], weight[at, relation] = right, JUDGED
            else:
                lost += 1
        articles.append(article | {"wanted": wanted, "weight": weight})
    print(f"{len(articles)} articles with judgements; {lost} judgements of pairs that are not looked at now")
    return articles


def train(articles, relations, epochs, top, seed):
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = Network(len(relations))
    optimizer = torch.optim.AdamW(network.parameters(), lr=top, weight_decay=0.05)
    articles = list(articles)
    steps = epochs * (len(articles) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / 50) * max(0.0, 1 - s / steps))
    network.train()
    for _ in range(epochs):
        order.shuffle(articles)
        for start in range(0, len(articles) - BATCH + 1, BATCH):
            loss = 0.0
            for article in articles[start:start + BATCH]:
                # By the root of the number of pairs: long articles count more, not with the square of their length.
                found = F.binary_cross_entropy_with_logits(
                    network(article), article["wanted"], weight=article["weight"], reduction="sum")
                loss = loss + found / len(article["keys"]) ** 0.5
            optimizer.zero_grad()
            (loss / BATCH / 5).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rate.step()
    return network.eval()


def told(article, scores, relation, threshold):
    """Relations of one kind told of an article, in annotated actors where chains are such."""
    found = {}
    for (a, b), score in zip(article["keys"], scores):
        if score[relation] >= threshold:
            ends = (article["actors"][a] or ("?", a), article["actors"][b] or ("?", b))
            found[ends] = max(found.get(ends, -1e9), float(score[relation]))
    return found


def thresholds(articles, scores, relations):
    """The score from which each relation is told; None where it is never sure enough."""
    result = []
    for at, name in enumerate(relations):
        rows = []
        for article in articles:
            for ends, score in told(article, scores[article["id"]], at, -2.0).items():
                rows.append((score, name in article["facts"].get(ends, ())))
        rows.sort(reverse=True)
        right = np.cumsum([r for _, r in rows]) if rows else np.zeros(0)
        fitting = [i for i in range(ENOUGH - 1, len(rows)) if right[i] / (i + 1) >= FLOOR]
        if not fitting:
            result.append(None)
            continue
        result.append(max(rows[fitting[-1]][0], float(np.log(SURE / (1 - SURE)))))
    return result


def report(articles, scores, relations, limits):
    totals, table, bins = [0, 0, 0], [], defaultdict(lambda: [0, 0])
    for at, name in enumerate(relations):
        right = predicted = 0
        gold = sum(name in names for article in articles for names in article["facts"].values())
        if limits[at] is not None:
            for article in articles:
                for ends, score in told(article, scores[article["id"]], at, limits[at]).items():
                    hit = name in article["facts"].get(ends, ())
                    right, predicted = right + hit, predicted + 1
                    level = bins[int(10 / (1 + np.exp(-score)))]
                    level[0], level[1] = level[0] + hit, level[1] + 1
        table.append((name, limits[at], right, predicted, gold))
        totals = [a + b for a, b in zip(totals, (right, predicted, gold))]
    for name, limit, right, predicted, gold in table + [("all", None, *totals)]:
        shown = f"from {limit:.2f}" if limit is not None else ""
        p, r = right / max(predicted, 1), right / max(gold, 1)
        print(f"{name:14} {shown:10} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {200 * p * r / max(p + r, 1e-9):5.1f}  of {gold}")
    for level, (right, predicted) in sorted(bins.items()):
        print(f"probability {level / 10:.1f} to {(level + 1) / 10:.1f}: {100 * right / predicted:.1f} % of {predicted} right")


def report_news(articles, scores, limits):
    """Of the judged readings, how many the network still makes, and how many of those are right."""
    for sure in (-9.0, 0.0, 0.4, 1.0):
        told = [
            article["wanted"][at, relation].item()
            for article in articles
            for at, relation in article["weight"].nonzero().tolist()
            if limits[relation] is not None and scores[article["id"]][at, relation] >= max(sure, limits[relation] if sure > -9 else sure)
        ]
        print(f"news, judged, score from {sure}: {len(told)} told, {100 * np.mean(told) if told else 0:.1f} % right")


def calibrate(news, scores):
    """Slope and offset that make scores probabilities on news (Platt 1999): encyclopedias make the network too sure."""
    rows = [
        (scores[article["id"]][at, relation], article["wanted"][at, relation].item())
        for article in news
        for at, relation in article["weight"].nonzero().tolist()
    ]
    x, y = torch.tensor([float(r[0]) for r in rows]), torch.tensor([r[1] for r in rows])
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100)

    def loss():
        optimizer.zero_grad()
        value = F.binary_cross_entropy_with_logits(line[0] * x + line[1], y)
        value.backward()
        return value

    optimizer.step(loss)
    slope, offset = (float(v) for v in line.detach())
    sure = 1 / (1 + np.exp(-(slope * x.numpy() + offset)))
    for low in np.arange(0.3, 1.0, 0.1):
        within = (sure >= low) & (sure < low + 0.1)
        if within.any():
            print(f"news, confidence {low:.1f} to {low + 0.1:.1f}: {100 * y.numpy()[within].mean():.1f} % of {within.sum()} right")
    return [round(slope, 3), round(offset, 3)]


def export(network, relations, limits, line, path):
    kept = [i for i, limit in enumerate(limits) if limit is not None]
    tensors = {"features.weight": network.features.weight.detach().numpy().astype(np.float16)}
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear):
            weight = module.weight.detach().numpy()
            bias = module.bias.detach().numpy() if module.bias is not None else np.zeros(len(weight), np.float32)
            if name == "output":
                weight, bias = weight[kept], bias[kept]
            tensors[f"{name}.weight"], tensors[f"{name}.scale"] = quantize_rows(weight)
            tensors[f"{name}.bias"] = bias.astype(np.float32)
    config = {
        "hidden": HIDDEN, "mention": MENTION, "key": KEY, "block": BLOCK, "pair": PAIR, "features": FEATURES,
        "relations": [relations[i] for i in kept], "thresholds": [round(limits[i], 3) for i in kept],
        "calibration": line,
    }
    tensors = {k: np.ascontiguousarray(tensors[k]) for k in sorted(tensors)}
    save_file(tensors, path, metadata={"format": "newsgraph-relations", "version": "1", "config": json.dumps(config)})
    print(path, os.path.getsize(path), "bytes")


def golden(network, kept, text, pairs, vectors, path):
    """Writes what the network says of a text, for the program to be held against."""
    found, words = next(dumped(pairs, vectors))
    article = article_of(found, words, found["pairs"])
    with torch.no_grad():
        scores = network(article)[:, kept].numpy()
    with open(text, encoding="utf-8") as file:
        text = json.loads(file.readline())["text"]
    rows = [[a, b, [round(float(x), 2) for x in row]] for (a, b), row in zip(article["keys"], scores)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({"text": text, "scores": rows}, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--pairs", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--news", required=True)
    parser.add_argument("--news-vectors", required=True)
    parser.add_argument("--golden", nargs=3, help="a text (JSON lines), its pairs and its vectors")
    parser.add_argument("--map", default="tests/eval/redocred.json")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--held-out", help="file for what is told of each article by weights that did not see it")
    args = parser.parse_args()
    torch.set_num_threads(1)
    with open(args.map, encoding="utf-8") as file:
        table = {k: v for k, v in json.load(file).items() if isinstance(v, list) and k not in LEFT_OUT}
    relations = sorted(table)
    mapping = defaultdict(list)
    for name, properties in table.items():
        for p in properties:
            mapping[p.lstrip("^")].append((name, p.startswith("^")))
    articles, news = annotated(args, relations, mapping), judged(args, relations)
    scores, begun = {}, time.time()
    for fold in range(FOLDS):
        seen = [a for of in (articles, news) for i, a in enumerate(of) if i % FOLDS != fold]
        network = train(seen, relations, args.epochs, args.rate, fold)
        with torch.no_grad():
            held_out = [a for of in (articles, news) for i, a in enumerate(of) if i % FOLDS == fold]
            scores.update({a["id"]: network(a).numpy() for a in held_out})
        print(f"fold {fold}, {time.time() - begun:.0f} s", flush=True)
    limits = thresholds(articles, scores, relations)
    report(articles, scores, relations, limits)
    report_news(news, scores, limits)
    if args.held_out:
        with open(args.held_out, "w", encoding="utf-8") as file:
            for article in articles:
                found = [
                    (a, relations[at], b, round(1 / (1 + float(np.exp(-score[at]))), 3))
                    for (a, b), score in zip(article["keys"], scores[article["id"]])
                    for at, limit in enumerate(limits)
                    if limit is not None and score[at] >= limit
                ]
                file.write(json.dumps({"id": article["id"], "told": found}) + "\n")
    network = train(articles + news, relations, args.epochs, args.rate, 0)
    export(network, relations, limits, calibrate(news, scores), os.path.join(args.out, "relations.safetensors"))
    if args.golden:
        kept = [i for i, limit in enumerate(limits) if limit is not None]
        golden(network, kept, *args.golden, os.path.join(args.out, "relations.json"))


if __name__ == "__main__":
    main()
