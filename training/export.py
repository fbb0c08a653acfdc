"""Exports a run: 8-bit model.safetensors, vocab.txt and the golden file; reads an export back."""

import argparse
import json
import os
import shutil

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.numpy import save_file

from .data import MAX_PIECES, Encoder, Labels, collate
from .model import ARC, EDGE, EXIT, FFN, HEADS, HIDDEN, LABEL, LAYERS, MENTION, PAIR, VIEWS, Model
from .corpora import Document, Sentence
from .decode import BIAS_O
from .coreference import FEATURES, TYPES as MENTION_TYPES, Lexicon, Mention, Tokens, features
from .pieces import WordPiece

POSITIONS = 192
HALF_LINEARS = (
    "sentence", "upos", "xpos", "names.0", "names.1", "arc_dep", "arc_head", "lab_dep", "lab_head", "exit",
    "edge.0", "edge.1", "mention", "mention_type", "anaphor", "antecedent", "first_of_chain", "views", "pair",
)
LINEARS = ("query", "key", "value", "attention_output", "intermediate", "output")

SENTENCES = [
    "President Barack Obama did n't visit the U.S. Embassy in Kyiv on Monday .",
    "BEIJING ( AP ) — China 's foreign minister met European Union officials on 3 May 2021 .",
    "Shares of Siemens AG fell 4.5 % after the Munich - based company cut its forecast .",
    "\" We were told to leave , \" said Maria Gonzalez , who lives near Guantánamo Bay .",
    "POLICE ARREST TWO MEN IN LONDON",
    "The report , which was written by two researchers at Oxford University , has been widely cited .",
    "He gave her the keys and drove away .",
    "What happened ?",
]


def quantize_rows(weight):
    """Symmetric int8 per row: (q, scale)."""
    scale = np.abs(weight).max(1) / 127.0
    scale[scale == 0] = 1.0
    scale = scale.astype(np.float32)
    q = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
    return q, scale


def tensors_of(model):
    """The tensors of the file, by name."""
    out = {}
    p = {k: v.detach().numpy().astype(np.float32) for k, v in model.state_dict().items()}
    for i in range(LAYERS):
        source, target = f"layers.{i}.", f"encoder.{i}."
        parts = {}
        for end in ("weight", "bias"):
            qkv = np.split(p[f"{source}qkv.{end}"], 3)
            parts.update({(n, end): x for n, x in zip(LINEARS, qkv)})
            for n in LINEARS[3:]:
                parts[n, end] = p[f"{source}{n}.{end}"]
        for n in LINEARS:
            q, scale = quantize_rows(parts[n, "weight"])
            out[f"{target}{n}.weight"], out[f"{target}{n}.scale"] = q, scale
            out[f"{target}{n}.bias"] = parts[n, "bias"]
        for n in ("attention_norm", "output_norm"):
            for end in ("weight", "bias"):
                out[f"{target}{n}.{end}"] = p[f"{source}{n}.{end}"]
    for end in ("weight", "bias"):
        out[f"embeddings.norm.{end}"] = p[f"norm.{end}"]
    out["embeddings.word.weight"], out["embeddings.word.scale"] = quantize_rows(p["word.weight"])
    half = {
        "embeddings.position.weight": p["position.weight"][:POSITIONS],
        "embeddings.casing.weight": p["casing.weight"],
        "arc.weight": p["arc"], "arc_root": p["arc_root"], "lab.weight": p["lab"], "lab_root": p["lab_root"],
        "span.weight": p["span"], "features.weight": p["features.weight"],
    }
    for n in HALF_LINEARS:
        for end in ("weight", "bias"):
            half[f"{n}.{end}"] = p[f"{n}.{end}"]
    out.update({k: v.astype(np.float16) for k, v in half.items()})
    return {k: np.ascontiguousarray(out[k]) for k in sorted(out)}


def metadata(labels, vocabulary):
    config = {
        "hidden": HIDDEN, "layers": LAYERS, "heads": HEADS, "ffn": FFN, "vocab": vocabulary,
        "max_pieces": MAX_PIECES, "names_bias_o": BIAS_O, "arc": ARC, "label": LABEL,
        "exit": EXIT, "edge": EDGE, "mention": MENTION, "views": VIEWS, "pair": PAIR, "features": FEATURES,
    }
    everything = labels.as_dict() | {"mentions": MENTION_TYPES}
    return {
        "format": "newsgraph-model", "version": "1",
        "labels": json.dumps(everything, ensure_ascii=False), "config": json.dumps(config),
    }


def load_export(path, u8=False):
    """A model with the dequantized weights of an export, and its wordpiece encoder.

    Parts that an older export lacks are left as they begin.
    """
    with safe_open(path, "numpy") as file:
        meta = file.metadata()
        t = {k: file.get_tensor(k) for k in file.keys()}
    found = json.loads(meta["labels"])
    labels = Labels(found["upos"], found["xpos"], found["deprel"], found["names"])
    wordpiece = WordPiece(os.path.join(os.path.dirname(path), "vocab.txt"))
    model = Model(labels, len(wordpiece.pieces))
    model.labels = labels

    def whole(name):
        return torch.from_numpy(t[name + ".weight"].astype(np.float32) * t[name + ".scale"][:, None])

    def plain(name):
        return torch.from_numpy(t[name].astype(np.float32))

    state = {"word.weight": whole("embeddings.word"), "casing.weight": plain("embeddings.casing.weight")}
    position = model.position.weight.detach().clone()
    position[:POSITIONS] = plain("embeddings.position.weight")
    state["position.weight"] = position
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = plain(f"embeddings.norm.{end}")
    for i in range(LAYERS):
        source, target = f"encoder.{i}.", f"layers.{i}."
        state[target + "qkv.weight"] = torch.cat([whole(source + n) for n in LINEARS[:3]])
        state[target + "qkv.bias"] = torch.cat([plain(source + n + ".bias") for n in LINEARS[:3]])
        for n in LINEARS[3:]:
            state[f"{target}{n}.weight"], state[f"{target}{n}.bias"] = whole(source + n), plain(f"{source}{n}.bias")
        for n in ("attention_norm", "output_norm"):
            for end in ("weight", "bias"):
                state[f"{target}{n}.{end}"] = plain(f"{source}{n}.{end}")
    for n in HALF_LINEARS:
        for end in ("weight", "bias"):
            if f"{n}.{end}" in t:
                state[f"{n}.{end}"] = plain(f"{n}.{end}")
    state.update({"arc": plain("arc.weight"), "arc_root": plain("arc_root"), "lab": plain("lab.weight"), "lab_root": plain("lab_root")})
    if "span.weight" in t:
        state.update({"span": plain("span.weight"), "features.weight": plain("features.weight")})
    model.load_state_dict(state, strict=False)
    model.eval()
    if u8:
        simulate_u8(model)
    return model, wordpiece


def simulate_u8(model):
    """Rounds the input rows of the quantized linears to u8 with a zero point."""
    def hook(_, inputs):
        x = inputs[0]
        low = x.amin(-1, keepdim=True).clamp(max=0)
        high = x.amax(-1, keepdim=True).clamp(min=0)
        scale = ((high - low) / 255).clamp(min=1e-12)
        zero = torch.round(-low / scale)
        return (((torch.round(x / scale) + zero).clamp(0, 255) - zero) * scale,)
    for layer in model.layers:
        for linear in (layer.qkv, layer.attention_output, layer.intermediate, layer.output):
            linear.register_forward_pre_hook(hook)


def golden_pairs(model, h, words, upos, xpos, heads, rels):
    """Mention spans of a sentence, and for each the score of beginning a chain and, for each before it, features and score."""
    first, last = model.span_edges(h)
    scores = (first @ last.t()).numpy()
    n = len(words)
    spans = sorted(((i, j + 1) for i in range(n) for j in range(i, n) if scores[i, j] > 0), key=lambda s: (s[0], -s[1]))
    if not spans:
        return [], []
    sentence = Sentence(words)
    sentence.upos, sentence.xpos = [model.labels.upos[i] for i in upos], [model.labels.xpos[i] for i in xpos]
    sentence.heads, sentence.rels = [int(i) for i in heads], [model.labels.deprel[i] for i in rels]
    sentence.lemmas = [w.lower() for w in words]
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(n)]
    sentence.spans = [(s, s + len(w)) for s, w in zip(starts, words)]
    tokens = Tokens(Document("golden", "golden", " ".join(words), [sentence], True))
    mentions = [Mention(tokens, Lexicon(), *s) for s in spans]
    rows = torch.from_numpy(features(mentions))
    vectors = model.mention_vectors(
        h, torch.tensor([s[0] for s in spans]), torch.tensor([s[1] - 1 for s in spans]), torch.tensor([m.head for m in mentions]))
    found, new = model.chain_scores(vectors, rows)
    pairs = [
        {"new": round(float(new[j]), 3), "features": rows[j, :j].tolist(), "scores": [round(float(x), 3) for x in found[j, :j]]}
        for j in range(len(spans))
    ]
    return [list(s) for s in spans], pairs


@torch.no_grad()
def golden(model, wordpiece):
    """Expected outputs for a few sentences, each alone in its window."""
    from . import decode
    from .evaluate import parse_sentence
    encoder = Encoder(wordpiece, model.labels)
    labels = model.labels
    moves = decode.transitions(labels.names)
    result = []
    for text in SENTENCES:
        encoded = encoder.sentence(Sentence(text.split()))
        batch = collate([([encoded], True)], wordpiece)
        h = model(batch)
        start, upos, xpos, names = (x.numpy() for x in model.tag_scores(h))
        names[:, 0] += BIAS_O
        heads, rels = parse_sentence(model, h)
        spans, pairs = golden_pairs(model, h, text.split(), upos.argmax(1), xpos.argmax(1), heads, rels)
        result.append({
            "spans": spans,
            "pairs": pairs,
            "tokens": text.split(),
            "pieces": batch["ids"][0].tolist(),
            "casing": encoded.casing.tolist(),
            "upos": [labels.upos[i] for i in upos.argmax(1)],
            "xpos": [labels.xpos[i] for i in xpos.argmax(1)],
            "heads": [int(i) for i in heads],
            "deprels": [labels.deprel[i] for i in rels],
            "names": [labels.names[i] for i in decode.viterbi(names, moves)],
            "sentence": [round(float(x), 4) for x in start],
            "h_first": [[round(float(x), 5) for x in h[0, :8]], [round(float(x), 5) for x in h[-1, :8]]],
        })
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, help="folder of a training run (labels.json)")
    parser.add_argument("--checkpoint", default="final.pt", nargs="+", help="several are averaged")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.run, "labels.json"), encoding="utf-8") as file:
        found = json.load(file)
    labels = Labels(found["upos"], found["xpos"], found["deprel"], found["names"])
    vocabulary = os.path.join(args.run, "vocab.txt")
    with open(vocabulary, encoding="utf-8") as file:
        size = sum(1 for _ in file)
    model = Model(labels, size)
    names = [args.checkpoint] if isinstance(args.checkpoint, str) else args.checkpoint
    states = [torch.load(os.path.join(args.run, n), map_location="cpu") for n in names]
    model.load_state_dict({k: sum(s[k].float() for s in states) / len(states) for k in states[0]})
    path = os.path.join(args.out, "model.safetensors")
    save_file(tensors_of(model), path, metadata=metadata(labels, size))
    shutil.copy(vocabulary, os.path.join(args.out, "vocab.txt"))
    exported, wordpiece = load_export(path)
    with open(os.path.join(args.out, "encoder.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(g, ensure_ascii=False) for g in golden(exported, wordpiece)) + "\n]\n")
    print(path, os.path.getsize(path), "bytes")


if __name__ == "__main__":
    main()
