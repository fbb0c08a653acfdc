"""Reads the corpora into documents of sentences.

Names are partial labels: every token carries a bit mask over the BIO tags that
its corpus allows there. A full mask says nothing, a one-bit mask says all.
"""

import gzip
import json
import os
import re
from collections import Counter, defaultdict

from . import lists
from .datelines import CITIES
from .words import split_sentences, tokenize

TYPES = ["person", "organization", "place", "group", "event", "product", "work", "misc"]
TAGS = ["O"] + [f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"]
ALL = (1 << len(TAGS)) - 1
O = 1


def bit(prefix, kind):
    return 1 << TAGS.index(f"{prefix}-{kind}")


# Types that a corpus does not annotate: where it says O, these stay possible.
UNANNOTATED = {
    "gmb": ["event", "product", "work", "misc"],
    "wikigold": [],
    "wnut17": ["group", "event", "misc"],
    "btc": ["group", "event", "product", "work", "misc"],
    "re3d": ["group", "event", "product", "work", "misc"],
    "gum": ["group"],
    "redocred": [],
}


class Sentence:
    """Tokens with spans; `upos`, `xpos`, `heads`, `rels` and `names` are None where unknown."""

    __slots__ = ("tokens", "spans", "upos", "xpos", "lemmas", "heads", "rels", "names")

    def __init__(self, tokens, spans=None):
        self.tokens, self.spans = tokens, spans
        self.upos = self.xpos = self.lemmas = self.heads = self.rels = self.names = None


class Document:
    """Sentences in order; `starts_known` says whether the sentence ends are gold."""

    __slots__ = ("id", "corpus", "text", "sentences", "starts_known")

    def __init__(self, id, corpus, text, sentences, starts_known):
        self.id, self.corpus, self.text = id, corpus, text
        self.sentences, self.starts_known = sentences, starts_known


def open_text(path):
    if not os.path.exists(path) and os.path.exists(path + ".gz"):
        path += ".gz"
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def read_jsonl(path):
    with open_text(path) as file:
        return [json.loads(line) for line in file]


def read_conllu(path, corpus):
    """Documents of a .conllu file; heads are 0 for the root, else 1-based in the sentence."""
    documents, rows = [], []
    with open_text(path) as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                documents.append(Document(line.split("=", 1)[1].strip(), corpus, None, [], True))
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                documents[-1].sentences.append(_sentence(rows))
                rows = []
    return documents


def _sentence(rows):
    words = [r for r in rows if r[0].isdigit()]
    sentence = Sentence([r[1] for r in words])
    sentence.lemmas = [r[2] for r in words]
    sentence.upos = [r[3] for r in words]
    sentence.xpos = [r[4] for r in words]
    sentence.heads = [int(r[6]) for r in words]
    sentence.rels = [r[7] for r in words]
    return sentence


def align(document, text):
    """Finds each token of `document` in `text`; returns the number not found."""
    pos, missing = 0, 0
    document.text = text
    for sentence in document.sentences:
        sentence.spans = []
        for token in sentence.tokens:
            while pos < len(text) and text[pos].isspace():
                pos += 1
            if text.startswith(token, pos):
                sentence.spans.append((pos, pos + len(token)))
                pos += len(token)
                continue
            found = text.find(token, pos, pos + len(token) + 25)
            if found >= 0:
                sentence.spans.append((found, found + len(token)))
                pos = found + len(token)
            else:
                missing += 1
                sentence.spans.append((pos, pos))
    return missing


def allowed_outside(corpus):
    mask = O
    for kind in UNANNOTATED.get(corpus, []):
        mask |= bit("B", kind) | bit("I", kind)
    return mask


def mark_names(document, mentions, corpus):
    """Writes name masks; `mentions` are (start, end, list of types or None for unknown)."""
    outside = allowed_outside(corpus)
    for sentence in document.sentences:
        sentence.names = [outside] * len(sentence.tokens)
    owner = {}
    for s, sentence in enumerate(document.sentences):
        for t, (start, end) in enumerate(sentence.spans):
            for c in range(start, end):
                owner[c] = (s, t)
    for start, end, kinds in sorted(mentions, key=lambda m: m[2] is not None):
        touched = sorted({owner[c] for c in range(start, end) if c in owner})
        if not touched:
            continue
        if kinds is None:
            for s, t in touched:
                document.sentences[s].names[t] = ALL
            continue
        s = touched[0][0]
        tokens = [t for u, t in touched if u == s]
        names = document.sentences[s].names
        names[tokens[0]] = sum(bit("B", kind) for kind in kinds)
        for t in tokens[1:]:
            names[t] = sum(bit("I", kind) for kind in kinds)


def split_at(spans, boundaries):
    """Cuts tokens at mention boundaries that fall inside them."""
    result = []
    for start, end in spans:
        cuts = [c for c in range(start + 1, end) if c in boundaries]
        for cut in cuts:
            result.append((start, cut))
            start = cut
        result.append((start, end))
    return result


def text_document(article, corpus, boundaries=()):
    """An article cut into words and sentences by rule."""
    text = article["text"]
    spans = split_at(tokenize(text), boundaries) if boundaries else tokenize(text)
    sentences = [Sentence([text[a:b] for a, b in group], group) for group in split_sentences(text, spans)]
    return Document(article["id"], corpus, text, sentences, False)


def trim(text, start, end, kinds, corpus):
    """Cuts a leading article (not that of a title: "The Third Man"), a person's titles and a possessive ending."""
    kind = kinds[0]
    surface = text[start:end]
    for ending in ("'s", "’s"):
        if surface.endswith(ending) and corpus in ("gmb", "btc", "wnut17"):
            end -= 2
            surface = text[start:end]
    if "work" in kinds and surface.startswith("The "):
        return start, end
    if surface.startswith("the ") and corpus != "wikigold" or surface.startswith("The ") and corpus in ("gmb", "redocred"):
        start += 4
    if kind == "person" and corpus in ("gmb", "re3d", "redocred"):
        words = text[start:end].split(" ")
        while len(words) > 1 and words[0].lower().rstrip(".") in lists.TITLES:
            start += len(words[0]) + 1
            words = words[1:]
    if kind == "place" and corpus == "gmb":
        if surface == "Sri" and text.startswith(" Lanka", end):
            end += len(" Lanka")
        words = text[start:end].split(" ")
        while len(words) > 1 and words[0] in lists.DIRECTIONS:
            start += len(words[0]) + 1
            words = words[1:]
    return start, end


_HONORIFICS = (" Mr. ", " Ms. ", " Mrs. ", "\nMr. ", "\nMs. ", "\nMrs. ")
_NO_NAMES = {"Islam", "AIDS", "HIV", "Koran", "Quran", "Ramadan", "Christmas", "Christianity", "Internet", "God"}


def only_titles(surface):
    return all(word.lower().rstrip(".") in lists.TITLES for word in surface.split(" "))


_WORK_BEFORE = re.compile(r"(film|movie|novel|album|song|single|book|series|magazine|newspaper|play|opera|musical|poem|memoir|documentary|show|sitcom)s?,? [\"“'‘]?$", re.I)
_WORK_AFTER = re.compile(r"^[\"”'’]?,? (\(\d{4}\)|film|movie|novel|album|song|book|series|magazine|newspaper|opera|musical|soundtrack|trilogy)\b", re.I)
_PRODUCT_AFTER = re.compile(
    r"^ (aircraft|airliner|jet|helicopter|missile|rocket|rifle|pistol|gun|tank|car|sedan|truck|phone|smartphone|laptop|tablet|console|software|browser|app|engine|"
    r"locomotive|vaccine|drug|drone|spacecraft|operating system|processor|motorcycle)s?\b", re.I)


def cue(text, start, end):
    """A work or a product by the words beside the name, else None."""
    before, after = text[max(0, start - 16):start], text[end:end + 20]
    if _WORK_BEFORE.search(before) or _WORK_AFTER.match(after):
        return "work"
    return "product" if _PRODUCT_AFTER.match(after) else None


# Wikidata properties that tell what their subject or object is.
SUBJECT_KINDS = {
    "work": "P50 P57 P58 P86 P123 P136 P161 P162 P170 P175 P179 P264 P272 P364 P400 P449 P577 P674 P676 P840".split(),
    "product": "P176 P178".split(), "event": "P580 P582 P585 P710".split(),
}
OBJECT_KINDS = {
    "work": "P800 P1441".split(), "product": ["P1056"], "event": "P607 P1344".split(), "group": "P172 P140".split(),
    "misc": "P37 P1412 P166 P364 P31 P279 P136".split(),
}


def kinds_by_relations(record):
    """Spans of coarse mentions → type, as far as the relations of their actor agree on one."""
    votes = defaultdict(Counter)
    for r in record["relations"]:
        for side, table in (("subject", SUBJECT_KINDS), ("object", OBJECT_KINDS)):
            for kind, properties in table.items():
                votes[r[side]][kind] += r["predicate"] in properties
    spans = {m["id"]: (m["start"], m["end"]) for m in record["mentions"]}
    result = {}
    for actor in record["actors"]:
        best = [(n, kind) for kind, n in votes[actor["id"]].items() if n]
        # A game or a book has a developer or a date too: what is told as a work is one.
        kind = "work" if any(k == "work" for _, k in best) else max(best)[1] if best else None
        if kind:
            result.update({spans[m]: kind for m in actor["mentions"]})
    return result


class Names:
    """Loads the named-mention corpora, repairing GMB and refining the coarse types."""

    def __init__(self, folder):
        self.folder = folder
        self.groups = set(lists.GROUPS)
        self._learn_groups()
        self.hand = self._hand_surfaces()
        relations = read_jsonl(os.path.join(folder, "relations", "redocred.dev.gold.jsonl"))
        self.told = {record["id"]: kinds_by_relations(record) for record in relations}

    def _mentions(self, name):
        return read_jsonl(os.path.join(self.folder, "ner", name + ".gold.jsonl"))

    def _learn_groups(self):
        counts = defaultdict(Counter)
        for record in self._mentions("gmb.train"):
            for m in record["mentions"]:
                counts[m["text"]][m["type"]] += 1
                if m["type"] == "person" and " " in m["text"]:
                    counts[m["text"].rsplit(" ", 1)[1]]["person"] += 1
        for surface, kinds in counts.items():
            total = sum(kinds.values())
            if total >= 3 and kinds["group"] >= 0.8 * total and surface not in lists.COUNTRIES and surface[0].isupper():
                self.groups.add(surface)
        self.gmb_counts = counts

    def _hand_surfaces(self):
        """Surface → type votes over the hand-labelled corpora."""
        votes = defaultdict(Counter)
        for name in ("wikigold.train", "gum.train", "wnut17.train", "btc.train", "redocred.dev"):
            for i, record in enumerate(self._mentions(name)):
                if name == "redocred.dev" and i % 5 == 4:
                    continue
                for m in record["mentions"]:
                    if m.get("form", "name") == "name" and m["type"] in ("person", "organization", "place"):
                        votes[m["text"]][m["type"]] += 1
        return votes

    def repaired(self, surface, kind):
        """The type of a GMB mention after repair, None for unknown."""
        if surface in lists.GMB_FIXES:
            return lists.GMB_FIXES[surface]
        if surface in lists.COUNTRIES or surface in CITIES:
            return "place"
        if surface in lists.ORGANIZATIONS:
            return "organization"
        if surface in self.groups:
            return "group"
        votes = self.hand.get(surface)
        if votes:
            best, count = votes.most_common(1)[0]
            if count >= 3 and count >= 0.75 * sum(votes.values()):
                return best
        own = self.gmb_counts.get(surface)
        if own:
            best, count = own.most_common(1)[0]
            if sum(own.values()) >= 6 and count >= 0.6 * sum(own.values()) and best in TYPES:
                return best
        return kind

    def kinds(self, corpus, mention, told=None):
        """Allowed types of a mention, [] for none of ours, None for unknown."""
        kind, form, surface = mention["type"], mention.get("form", "name"), mention["text"]
        if form == "nested":
            return []
        if form == "demonym":
            return ["group"] if surface in self.groups else None
        if form != "name":
            return None
        if kind in ("date", "number", "quantity", "money"):
            return []
        if kind == "nationality":
            return ["group"]
        if corpus == "gmb":
            if kind in ("work", "event", "misc") or surface in _NO_NAMES:
                return None
            kind = self.repaired(surface, kind)
            return [kind] if kind else None
        if corpus == "re3d" and surface in lists.COUNTRIES:
            return ["place"]
        if corpus == "re3d" and kind == "organization" and " " not in surface and not surface.isupper():
            return ["organization", "place"]
        if kind == "misc":
            if corpus == "wnut17":
                return [told] if told in ("product", "work") else ["product", "work"]
            if corpus in ("wikigold", "redocred"):
                if surface in self.groups:
                    return ["group"]
                if set(surface.lower().split()) & lists.EVENT_WORDS:
                    return ["event"]
            if told:
                return [told]
            fine = ["product", "work", "misc"]
            return ["event"] + fine if corpus != "gum" and any(c.isdigit() for c in surface) else fine
        return [kind]

    def load(self, name, corpus, keep=lambda i: True):
        """Documents of a corpus that has no treebank."""
        articles = read_jsonl(os.path.join(self.folder, "ner", name + ".articles.jsonl"))
        documents = []
        for i, (article, record) in enumerate(zip(articles, self._mentions(name))):
            if not keep(i):
                continue
            mentions, boundaries = self._prepare(article["text"], record, corpus)
            document = text_document(article, corpus, boundaries)
            mark_names(document, mentions, corpus)
            documents.append(document)
        return documents

    def _prepare(self, text, record, corpus):
        mentions, boundaries = [], set()
        told = self.told.get(record["id"], {}) if corpus == "redocred" else {}
        for m in record["mentions"]:
            span = (m["start"], m["end"])
            kinds = self.kinds(corpus, m, told.get(span) or cue(text, *span))
            start, end = m["start"], m["end"]
            if corpus == "gmb" and kinds:
                if kinds == ["person"] and only_titles(m["text"]):
                    kinds = []
                elif text[max(0, start - 5):start].endswith(_HONORIFICS):
                    kinds = ["person"]
            if kinds == []:
                continue
            if kinds is not None:
                start, end = trim(text, start, end, kinds, corpus)
                if end <= start:
                    continue
                boundaries |= {start, end}
            mentions.append((start, end, kinds))
        return mentions, boundaries

    def annotate(self, documents, name, corpus):
        """Adds the names of a corpus to its treebank documents (same ids)."""
        articles = {a["id"]: a for a in read_jsonl(os.path.join(self.folder, "ner", name + ".articles.jsonl"))}
        records = {r["id"]: r for r in self._mentions(name)}
        missing = 0
        for document in documents:
            if document.id not in articles:
                continue
            text = articles[document.id]["text"]
            missing += align(document, text)
            mentions, _ = self._prepare(text, records[document.id], corpus)
            mark_names(document, mentions, corpus)
        return missing
