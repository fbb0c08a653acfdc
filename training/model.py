"""The encoder (all-MiniLM-L6-v2 with casing embeddings), its early exit and its heads."""

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from .coreference import FEATURE_VALUES, TYPES as MENTION_TYPES

HIDDEN, LAYERS, HEADS, FFN = 384, 6, 12, 1536
EXIT = 3
ARC, LABEL, NAMES = 256, 96, 256
EDGE, MENTION, VIEWS, PAIR = 96, 256, 16, 64
CASINGS = 8
_RANDOM = torch.from_numpy(np.random.default_rng(11).integers(0, 256, 1 << 26, dtype=np.uint8))


def dropout(x, rate, training):
    """Dropout from a pool of random bytes: torch's own costs more than the matrix products on a CPU."""
    if not training or rate == 0.0:
        return x
    if x.is_cuda:
        return F.dropout(x, rate)
    threshold = round(256 * rate)
    size = x.numel()
    start = int(torch.randint(0, _RANDOM.numel() - size, (1,)))
    keep = (_RANDOM[start:start + size] >= threshold).view(x.shape)
    return x * keep * (256.0 / (256 - threshold))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, drop, hidden=HIDDEN):
        super().__init__()
        self.hidden = hidden
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attention_output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.intermediate = nn.Linear(hidden, 4 * hidden)
        self.output = nn.Linear(4 * hidden, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = drop

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, self.hidden // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: the fused kernel is slow backwards on a CPU.
        scores = (q * (self.hidden // HEADS) ** -0.5) @ k.transpose(2, 3) + mask
        context = scores.softmax(-1, dtype=torch.float32).to(v.dtype) @ v
        context = context.transpose(1, 2).reshape(batch, length, self.hidden)
        x = self.attention_norm(x + dropout(self.attention_output(context), self.drop, self.training))
        y = self.output(F.gelu(self.intermediate(x)))
        return self.output_norm(x + dropout(y, self.drop, self.training))


class Model(nn.Module):
    """Encoder and heads; `forward` gives word vectors, the other methods score them."""

    def __init__(self, labels, vocabulary, drop=0.1, head_drop=0.33, hidden=HIDDEN, layers=LAYERS):
        super().__init__()
        self.hidden = hidden
        relations = len(labels.deprel)
        self.word = nn.Embedding(vocabulary, hidden)
        self.position = nn.Embedding(512, hidden)
        self.casing = nn.Embedding(CASINGS, hidden)
        nn.init.zeros_(self.casing.weight)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop, hidden) for _ in range(layers))
        self.sentence = nn.Linear(hidden, 1)
        self.upos = nn.Linear(hidden, len(labels.upos))
        self.xpos = nn.Linear(hidden, len(labels.xpos))
        self.names = nn.ModuleList([nn.Linear(hidden, NAMES), nn.Linear(NAMES, len(labels.names))])
        self.arc_dep, self.arc_head = nn.Linear(hidden, ARC), nn.Linear(hidden, ARC)
        self.lab_dep, self.lab_head = nn.Linear(hidden, LABEL), nn.Linear(hidden, LABEL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.lab = nn.Parameter(torch.randn(relations, LABEL + 1, LABEL + 1) * 0.02)
        self.lab_root = nn.Parameter(torch.zeros(LABEL))
        self.exit = nn.Linear(hidden, hidden)
        with torch.no_grad():
            self.exit.weight.copy_(torch.eye(hidden))
            self.exit.bias.zero_()
        # Mentions: first and last word, then a vector of three words, its type, and pairs seen from several views.
        self.edge = nn.ModuleList([nn.Linear(hidden, EDGE), nn.Linear(hidden, EDGE)])
        self.span = nn.Parameter(torch.randn(EDGE + 1, EDGE + 1) * 0.02)
        self.mention = nn.Linear(3 * hidden, MENTION)
        self.mention_type = nn.Linear(MENTION, len(MENTION_TYPES))
        self.anaphor, self.antecedent = nn.Linear(MENTION, MENTION), nn.Linear(MENTION, MENTION)
        self.first_of_chain = nn.Linear(MENTION, 1)
        self.views = nn.Linear(VIEWS, PAIR)
        self.features = nn.Embedding(FEATURE_VALUES, PAIR)
        nn.init.normal_(self.features.weight, std=0.05)
        self.pair = nn.Linear(PAIR, 1)
        self.head_drop = head_drop
        self.word.weight.requires_grad_(False)
        self.position.weight.requires_grad_(False)

    def start_from(self, path, rows):
        """Loads the start weights, of the word embeddings only `rows`; token type 0 is folded into the positions."""
        w = load_file(path)
        w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"][rows])
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

    def forward(self, batch, fast=False):
        """Word vectors after the last layer; with `fast` those of the early exit, with `fast="both"` the two."""
        ids = batch["ids"]
        x = self.word(ids) + self.position.weight[:ids.shape[1]]
        x = self.norm(x + self.casing(batch["casing"]))
        mask = self.mask(batch)
        early = None
        for nth, layer in enumerate(self.layers):
            x = layer(x, mask)
            if nth + 1 == EXIT and fast:
                early = self.exit(self._words(x, batch))
                if fast is True:
                    return early
        words = self._words(x, batch)
        return (words, early) if fast else words

    def mask(self, batch):
        """What is added to the scores of attention."""
        return batch["mask"]

    def _words(self, x, batch):
        flat = x.reshape(-1, self.hidden).float()
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

    def span_edges(self, h):
        """Vectors of words as first and as last of a span; `first @ last.t()` within a sentence scores its spans."""
        first = F.pad(self._drop(F.gelu(self.edge[0](h))), (0, 1), value=1.0)
        last = F.pad(self._drop(F.gelu(self.edge[1](h))), (0, 1), value=1.0)
        return first @ self.span, last

    def mention_vectors(self, h, first, last, head):
        """Vectors of mentions given by the indexes of three words."""
        return self._drop(F.gelu(self.mention(torch.cat([h[first], h[last], h[head]], 1))))

    def chain_scores(self, m, features):
        """Scores of antecedents ([anaphor, antecedent]) and of beginning a chain, for the mentions of a document."""
        n = m.shape[0]
        size = MENTION // VIEWS
        q = self.anaphor(m).view(n, VIEWS, size).transpose(0, 1)
        k = self.antecedent(m).view(n, VIEWS, size).transpose(0, 1)
        views = (q @ k.transpose(1, 2)).permute(1, 2, 0) * size ** -0.5
        hidden = self.views(views) + F.embedding_bag(
            features.reshape(n * n, -1).long(), self.features.weight, mode="sum").view(n, n, PAIR)
        return self.pair(F.relu(hidden)).squeeze(-1), self.first_of_chain(m).squeeze(-1)


def names_loss(logits, allowed):
    """Partial-label loss: minus the log of the probability mass on the allowed tags."""
    count = logits.shape[1]
    bits = (allowed[:, None] >> torch.arange(count, device=allowed.device)) & 1
    known = (bits.sum(1) < count).nonzero().squeeze(1)
    if known.numel() == 0:
        return logits.sum() * 0
    logp = F.log_softmax(logits[known], 1)
    return -torch.logsumexp(logp.masked_fill(bits[known] == 0, -1e9), 1).mean()


def losses(model, batch, early=False):
    """The losses of a batch by head, each a mean over its words; with `early` those of the early exit too."""
    if not early:
        return word_losses(model, batch, model(batch))
    h, exit = model(batch, fast="both")
    result = word_losses(model, batch, h)
    result.update({"early-" + k: v for k, v in word_losses(model, batch, exit, chains=False).items()})
    return result


def word_losses(model, batch, h, chains=True):
    start, upos, xpos, names = (x.float() for x in model.tag_scores(h))
    result = {}
    if batch["names_known"]:
        result["names"] = names_loss(names, batch["names"])
    known = batch["starts"] >= 0
    if known.any():
        result["sentence"] = F.binary_cross_entropy_with_logits(start[known], batch["starts"][known])
    if (batch["upos"] >= 0).any():
        result["upos"] = F.cross_entropy(upos, batch["upos"], ignore_index=-1)
        result["xpos"] = F.cross_entropy(xpos, batch["xpos"], ignore_index=-1)
    if "heads" in batch:
        heads, rels, index = batch["heads"], batch["rels"], batch["tree_index"]
        arcs = model.arc_scores(h, index).float()
        outside = F.pad(heads < 0, (1, 0))
        arcs = arcs.masked_fill(outside[:, None, :], -1e9)
        result["arc"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-1)
        where = (rels >= 0).flatten().nonzero().squeeze(1)
        x_dep = index.flatten()[where]
        sentence = where // heads.shape[1]
        head = heads.flatten()[where]
        vectors = model._drop(F.gelu(model.lab_head(h)))
        vectors = torch.cat([model.lab_root[None].to(vectors.dtype), vectors])
        head_row = torch.where(head > 0, 1 + index[sentence, (head - 1).clamp(min=0)], torch.zeros_like(head))
        dep = model._drop(F.gelu(model.lab_dep(h)))[x_dep]
        result["label"] = F.cross_entropy(model.pair_labels(dep, vectors[head_row]).float(), rels.flatten()[where])
    if chains and batch.get("gold") is not None:
        result.update(chain_losses(model, batch, h))
    return result


def same_sentence(rows, device):
    """[words, words] mask of the spans that lie within a sentence."""
    sentence = torch.cat([torch.full((n,), i) for i, (_, n) in enumerate(rows)]).to(device)
    return (sentence[:, None] == sentence[None, :]).triu()


def chain_losses(model, batch, h):
    """Losses of mention spans, mention types and chains, for a batch that is one document."""
    gold = batch["gold"]
    spans = torch.tensor(gold.spans, device=h.device)
    first, last = spans[:, 0], spans[:, 1] - 1
    firsts, lasts = (x.float() for x in model.span_edges(h))
    scores = firsts @ lasts.t()
    target = torch.zeros_like(scores)
    target[first, last] = 1.0
    possible = same_sentence(batch["rows"], h.device)
    total = F.binary_cross_entropy_with_logits(scores[possible], target[possible], reduction="sum")
    head = torch.tensor([m.head for m in gold.mentions], device=h.device)
    m = model.mention_vectors(h, first, last, head)
    types = torch.from_numpy(gold.types).to(h.device)
    result = {"span": total / len(spans)}
    result["mention-type"] = F.cross_entropy(model.mention_type(m).float(), types, ignore_index=-1)
    scores, new = model.chain_scores(m, gold.features.to(h.device))
    scores, new = scores.float(), new.float()
    n = len(spans)
    before = torch.ones(n, n, device=h.device).tril(-1) > 0
    chains = torch.from_numpy(gold.chains).to(h.device)
    same = (chains[:, None] == chains[None, :]) & before
    everything = torch.cat([scores.masked_fill(~before, -1e9), new[:, None]], 1)
    right = torch.cat([scores.masked_fill(~same, -1e9), new[:, None].masked_fill(same.any(1, keepdim=True), -1e9)], 1)
    result["chain"] = (everything.logsumexp(1) - right.logsumexp(1)).mean()
    return result
