"""The larger encoder (all-mpnet-base-v2) that teaches the model: the same heads on twelve layers twice as wide."""

import math
import os

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from .export import quantize_rows
from .model import HEADS, Model

HIDDEN, LAYERS = 768, 12
BUCKETS, FAR = 32, 128
# MPNet's names of the pieces that the student calls otherwise, and its first position.
RENAMED = {"[CLS]": "<s>", "[SEP]": "</s>"}
FIRST_POSITION = 2


def buckets(length, device):
    """[length, length] classes of the distance between two pieces: near ones one by one, far ones by logarithm."""
    at = torch.arange(length, device=device)
    distance = at[None, :] - at[:, None]
    half = BUCKETS // 2
    exact = half // 2
    size = distance.abs()
    far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
    return torch.where(distance > 0, half, 0) + torch.where(size < exact, size, far.clamp(max=half - 1))


class Teacher(Model):
    """`Model` on MPNet: positions also count by their distance."""

    def __init__(self, labels, vocabulary):
        super().__init__(labels, vocabulary, hidden=HIDDEN, layers=LAYERS)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        for module in self.modules():
            if isinstance(module, nn.LayerNorm):
                module.eps = 1e-5

    def mask(self, batch):
        bias = self.distance(buckets(batch["ids"].shape[1], batch["ids"].device)).permute(2, 0, 1)
        return batch["mask"] + bias[None]

    def encoder_parameters(self):
        return super().encoder_parameters() + list(self.distance.parameters())


def pack(folder, pieces, out, parts):
    """Writes MPNet's weights with 8 bits a number into `parts` files, of the word embeddings only those of `pieces`."""
    weights = load_file(os.path.join(folder, "model.safetensors"))
    with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as file:
        rows = {line.rstrip("\n"): i for i, line in enumerate(file)}
    chosen = [rows[RENAMED.get(piece, piece)] for piece in pieces]
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][chosen]
    arrays = []
    for name, tensor in sorted(weights.items()):
        value = tensor.float().numpy()
        if name.startswith("pooler") or name == "embeddings.position_ids":
            continue
        if value.ndim == 2 and value.size > 100_000:
            q, scale = quantize_rows(value)
            arrays.append({name: q, name + ".scale": scale})
        else:
            arrays.append({name: value.astype(np.float32)})
    total = sum(x.nbytes for a in arrays for x in a.values())
    files, done = [{} for _ in range(parts)], 0
    for entry in arrays:
        files[min(parts - 1, done * parts // total)].update(entry)
        done += sum(x.nbytes for x in entry.values())
    for i, entries in enumerate(files):
        np.savez_compressed(os.path.join(out, f"teacher{i}.npz"), **entries)


def unpack(paths):
    """The tensors that `pack` wrote."""
    found = {}
    for path in paths:
        with np.load(path) as file:
            found.update({name: file[name] for name in file.files})
    result = {}
    for name, value in found.items():
        if not name.endswith(".scale"):
            scale = found.get(name + ".scale")
            result[name] = torch.from_numpy(value.astype(np.float32) * (1.0 if scale is None else scale[:, None]))
    return result


def start(model, weights):
    """Puts MPNet's weights into `model`."""
    with torch.no_grad():
        model.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        positions = weights["embeddings.position_embeddings.weight"][FIRST_POSITION:]
        model.position.weight[:len(positions)].copy_(positions)
        model.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        model.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        model.distance.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        for i, layer in enumerate(model.layers):
            p = f"encoder.layer.{i}."
            for end in ("weight", "bias"):
                getattr(layer.qkv, end).copy_(torch.cat([weights[f"{p}attention.attn.{n}.{end}"] for n in "qkv"]))
                getattr(layer.attention_output, end).copy_(weights[f"{p}attention.attn.o.{end}"])
                getattr(layer.attention_norm, end).copy_(weights[f"{p}attention.LayerNorm.{end}"])
                getattr(layer.intermediate, end).copy_(weights[f"{p}intermediate.dense.{end}"])
                getattr(layer.output, end).copy_(weights[f"{p}output.dense.{end}"])
                getattr(layer.output_norm, end).copy_(weights[f"{p}output.LayerNorm.{end}"])
