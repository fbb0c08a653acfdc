"""The encoder (all-MiniLM-L6-v2 with casing embeddings) and its heads."""

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

HIDDEN, LAYERS, HEADS, FFN, VOCAB = 384, 6, 12, 1536, 30522
ARC, LABEL, NAMES = 256, 96, 256
CASINGS = 8
_RANDOM = torch.from_numpy(np.random.default_rng(11).integers(0, 256, 1 << 26, dtype=np.uint8))


def dropout(x, rate, training):
    """Dropout from a pool of random bytes: torch's own costs more than the matrix products on a CPU."""
    if not training or rate == 0.0:
        return x
    threshold = round(256 * rate)
    size = x.numel()
    start = int(torch.randint(0, _RANDOM.numel() - size, (1,)))
    keep = (_RANDOM[start:start + size] >= threshold).view(x.shape)
    return x * keep * (256.0 / (256 - threshold))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, drop):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attention_output = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.intermediate = nn.Linear(HIDDEN, FFN)
        self.output = nn.Linear(FFN, HIDDEN)
        self.output_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = drop

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        context = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        context = context.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.attention_norm(x + dropout(self.attention_output(context), self.drop, self.training))
        y = self.output(F.gelu(self.intermediate(x)))
        return self.output_norm(x + dropout(y, self.drop, self.training))


class Model(nn.Module):
    """Encoder and heads; `forward` gives word vectors, the other methods score them."""

    def __init__(self, labels, drop=0.1, head_drop=0.33):
        super().__init__()
        relations = len(labels.deprel)
        self.word = nn.Embedding(VOCAB, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.casing = nn.Embedding(CASINGS, HIDDEN)
        nn.init.zeros_(self.casing.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.sentence = nn.Linear(HIDDEN, 1)
        self.upos = nn.Linear(HIDDEN, len(labels.upos))
        self.xpos = nn.Linear(HIDDEN, len(labels.xpos))
        self.names = nn.ModuleList([nn.Linear(HIDDEN, NAMES), nn.Linear(NAMES, len(labels.names))])
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.lab_dep, self.lab_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.lab = nn.Parameter(torch.randn(relations, LABEL + 1, LABEL + 1) * 0.02)
        self.lab_root = nn.Parameter(torch.zeros(LABEL))
        self.head_drop = head_drop
        self.word.weight.requires_grad_(False)
        self.position.weight.requires_grad_(False)

    def start_from(self, path):
        """Loads the start weights; token type 0 is folded into the positions."""
        w = load_file(path)
        w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for end in ("weight", "bias"):
                    qkv = [w[f"{p}attention.self.{n}.{end}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, end).copy_(torch.cat(qkv))
                    getattr(layer.attention_output, end).copy_(w[f"{p}attention.output.dense.{end}"])
                    getattr(layer.attention_norm, end).copy_(w[f"{p}attention.output.LayerNorm.{end}"])
                    getattr(layer.intermediate, end).copy_(w[f"{p}intermediate.dense.{end}"])
                    getattr(layer.output, end).copy_(w[f"{p}output.dense.{end}"])
                    getattr(layer.output_norm, end).copy_(w[f"{p}output.LayerNorm.{end}"])

    def encoder_parameters(self):
        return list(self.norm.parameters()) + list(self.layers.parameters())

    def head_parameters(self):
        encoder = {id(p) for p in self.encoder_parameters()}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in encoder]

    def forward(self, batch):
        ids = batch["ids"]
        x = self.word(ids) + self.position.weight[:ids.shape[1]]
        x = self.norm(x + self.casing(batch["casing"]))
        for layer in self.layers:
            x = layer(x, batch["mask"])
        flat = x.reshape(-1, HIDDEN)
        return (flat.index_select(0, batch["first"]) + flat.index_select(0, batch["last"])) / 2

    def _drop(self, x):
        return dropout(x, self.head_drop, self.training)

    def tag_scores(self, h):
        """Scores of sentence start, upos, xpos and names."""
        d = self._drop(h)
        names = self.names[1](self._drop(F.gelu(self.names[0](d))))
        return self.sentence(d).squeeze(-1), self.upos(d), self.xpos(d), names

    def _with_root(self, x, root):
        return torch.cat([root.expand(x.shape[0], 1, -1), x], 1)

    def arc_scores(self, h, index):
        """[sentences, words, 1 + words] scores of heads; column 0 is the root."""
        x = h[index]
        dep = self._drop(F.gelu(self.arc_dep(x)))
        head = self._with_root(self._drop(F.gelu(self.arc_head(x))), self.arc_root)
        left = F.linear(dep, self.arc[:-1].t()) + self.arc[-1]
        return left @ head.transpose(1, 2)

    def label_scores(self, h, index, heads):
        """[sentences, words, relations] scores for given heads (0 is the root)."""
        x = h[index]
        dep = self._drop(F.gelu(self.lab_dep(x)))
        head = self._with_root(self._drop(F.gelu(self.lab_head(x))), self.lab_root)
        head = head.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, LABEL))
        return self.pair_labels(dep, head)

    def pair_labels(self, dep, head):
        """Relation scores of paired dependent and head vectors."""
        shape = dep.shape[:-1]
        dep = F.pad(dep.reshape(-1, LABEL), (0, 1), value=1.0)
        head = F.pad(head.reshape(-1, LABEL), (0, 1), value=1.0)
        relations = self.lab.shape[0]
        left = dep @ self.lab.permute(1, 0, 2).reshape(LABEL + 1, -1)
        scores = (left.view(-1, relations, LABEL + 1) @ head[:, :, None]).squeeze(-1)
        return scores.view(*shape, relations)


def names_loss(logits, allowed):
    """Partial-label loss: minus the log of the probability mass on the allowed tags."""
    count = logits.shape[1]
    bits = (allowed[:, None] >> torch.arange(count)) & 1
    known = (bits.sum(1) < count).nonzero().squeeze(1)
    if known.numel() == 0:
        return logits.sum() * 0
    logp = F.log_softmax(logits[known], 1)
    return -torch.logsumexp(logp.masked_fill(bits[known] == 0, -1e9), 1).mean()


def losses(model, batch):
    """The losses of a batch by head, each a mean over its words."""
    h = model(batch)
    start, upos, xpos, names = model.tag_scores(h)
    result = {"names": names_loss(names, batch["names"])}
    known = batch["starts"] >= 0
    if known.any():
        result["sentence"] = F.binary_cross_entropy_with_logits(start[known], batch["starts"][known])
    if (batch["upos"] >= 0).any():
        result["upos"] = F.cross_entropy(upos, batch["upos"], ignore_index=-1)
        result["xpos"] = F.cross_entropy(xpos, batch["xpos"], ignore_index=-1)
    if "heads" in batch:
        heads, rels, index = batch["heads"], batch["rels"], batch["tree_index"]
        arcs = model.arc_scores(h, index)
        outside = F.pad(heads < 0, (1, 0))
        arcs = arcs.masked_fill(outside[:, None, :], -1e9)
        result["arc"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-1)
        where = (rels >= 0).flatten().nonzero().squeeze(1)
        x_dep = index.flatten()[where]
        sentence = where // heads.shape[1]
        head = heads.flatten()[where]
        vectors = model._drop(F.gelu(model.lab_head(h)))
        vectors = torch.cat([model.lab_root[None], vectors])
        head_row = torch.where(head > 0, 1 + index[sentence, (head - 1).clamp(min=0)], torch.zeros_like(head))
        dep = model._drop(F.gelu(model.lab_dep(h)))[x_dep]
        result["label"] = F.cross_entropy(model.pair_labels(dep, vectors[head_row]), rels.flatten()[where])
    return result
