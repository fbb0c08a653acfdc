"""Coreference: gold mentions and chains of a document, the features of mention pairs, and decoding.

The program computes the same features (`src/understand/coreference/pairs.rs`); values and order must agree.
"""

import csv
import os
import unicodedata

import numpy as np
import torch

from .corpora import read_jsonl

TYPES = ["person", "organization", "place", "event", "time", "object", "abstract", "animal", "plant", "substance"]

# Classes of mentions.
(NAME, DEFINITE, DEMONSTRATIVE, POSSESSIVE, INDEFINITE, BARE, HE, SHE, IT, THEY, I, WE, YOU, THIS, RELATIVE, OTHER) = range(16)

PRONOUNS = {
    HE: "he him his himself", SHE: "she her hers herself", IT: "it its itself", THEY: "they them their theirs themselves",
    I: "i me my mine myself", WE: "we us our ours ourselves", YOU: "you your yours yourself yourselves",
    THIS: "this that these those", RELATIVE: "who whom whose which",
}
PRONOUN_CLASS = {word: kind for kind, words in PRONOUNS.items() for word in words.split()}
INDEFINITES = set("a an some any another each every no".split())
DEMONSTRATIVES = set("this that these those".split())
POSSESSIVES = set("my your his her its our their".split())
ARTICLES = set("the a an".split()) | DEMONSTRATIVES | POSSESSIVES
UNKNOWN, SINGULAR, PLURAL = range(3)
MALE, FEMALE, NEUTER = 1, 2, 3

# Feature → number of values.
FEATURES = {
    "classes": 256, "numbers": 9, "genders": 16, "sentences": 10, "mentions": 10, "match": 10, "nesting": 4,
    "syntax": 8, "roles": 49, "quotes": 5,
}
OFFSETS = np.cumsum([0] + list(FEATURES.values()))[:-1]
FEATURE_VALUES = sum(FEATURES.values())
ROLES = {"nsubj": 0, "csubj": 0, "obj": 1, "iobj": 1, "obl": 2, "nmod": 3, "poss": 3, "appos": 4, "conj": 5}
MAX_WIDTH = 80


def bucket(distance):
    """0, 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64+."""
    for at, limit in enumerate((1, 2, 3, 4, 5, 8, 16, 32, 64)):
        if distance < limit:
            return at
    return 9


def plain(name):
    """A name as the list of first names has it, without marks and capitals."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()


class Lexicon:
    """Genders of first names, titles and nouns, from the program's own lists."""

    def __init__(self, folder=os.path.join(os.path.dirname(__file__), "..", "data", "language")):
        gender = {"male": MALE, "female": FEMALE}
        with open(os.path.join(folder, "first-names.csv"), encoding="utf-8") as file:
            self.first_names = {r["name"]: gender.get(r["gender"], UNKNOWN) for r in csv.DictReader(file)}
        with open(os.path.join(folder, "nominals.csv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.nouns = {r["noun"]: gender.get(r["gender"], UNKNOWN) for r in rows}
        self.plurals = {r["noun"] for r in rows if r["number"] == "plural"}
        self.titles = {"mr.": MALE, "mr": MALE, "sir": MALE, "lord": MALE, "mrs.": FEMALE, "mrs": FEMALE, "ms.": FEMALE, "ms": FEMALE,
                       "miss": FEMALE, "lady": FEMALE, "king": MALE, "queen": FEMALE, "prince": MALE, "princess": FEMALE}


class Tokens:
    """The tokens of a document in one row, as the features want them."""

    def __init__(self, document):
        self.forms, self.upos, self.xpos, self.heads, self.rels, self.lemmas, self.sentence, self.spans = [], [], [], [], [], [], [], []
        self.bounds = []
        for number, s in enumerate(document.sentences):
            base = len(self.forms)
            self.bounds.append((base, base + len(s.tokens)))
            self.forms += [t.lower() for t in s.tokens]
            self.upos += s.upos
            self.xpos += s.xpos
            self.lemmas += [x.lower() for x in s.lemmas]
            self.heads += [h - 1 + base if h > 0 else -1 for h in s.heads]
            self.rels += [r.split(":")[0] if r != "nmod:poss" else "poss" for r in s.rels]
            self.sentence += [number] * len(s.tokens)
            self.spans += s.spans
        self.children = [[] for _ in self.forms]
        for at, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(at)
        self.quotes = self._quotes(document.text)

    def _quotes(self, text):
        """The number of the quotation a token stands in, 0 outside; a paragraph's end closes it."""
        result, current, count, before = [], 0, 0, 0
        for form, (start, end) in zip(self.forms, self.spans):
            if "\n\n" in text[before:start]:
                current = 0
            before = end
            if form in ('"', "“", "”", "``", "''"):
                if current and form not in ("“", "``"):
                    current = 0
                elif not current and form not in ("”", "''"):
                    count += 1
                    current = count
                result.append(0)
                continue
            result.append(current)
        return result


class Mention:
    """A mention: tokens first..end, head token, class, number, gender, words."""

    def __init__(self, tokens, lexicon, first, end):
        self.first, self.end = first, end
        self.head = next((t for t in range(first, end) if not first <= tokens.heads[t] < end), first)
        forms = tokens.forms[first:end]
        start = forms[0]
        head = forms[self.head - first]
        if end - first == 1 and start in PRONOUN_CLASS:
            self.kind = PRONOUN_CLASS[start]
        elif tokens.upos[self.head] == "PRON":
            self.kind = OTHER
        elif tokens.upos[self.head] == "PROPN":
            self.kind = NAME
        elif start == "the":
            self.kind = DEFINITE
        elif start in DEMONSTRATIVES:
            self.kind = DEMONSTRATIVE
        elif start in POSSESSIVES or any(tokens.rels[c] == "poss" and first <= c for c in tokens.children[self.head]):
            self.kind = POSSESSIVE
        elif start in INDEFINITES:
            self.kind = INDEFINITE
        else:
            self.kind = BARE
        self.pronoun = self.kind >= HE
        conjoined = any(tokens.rels[c] == "conj" and first <= c < end for c in tokens.children[self.head])
        xpos = tokens.xpos[self.head]
        if self.kind in (HE, SHE, IT, I):
            self.number = SINGULAR
        elif self.kind in (THEY, WE):
            self.number = PLURAL
        elif self.kind == YOU or self.kind >= RELATIVE:
            self.number = UNKNOWN
        elif self.kind == THIS:
            self.number = PLURAL if start in ("these", "those") else SINGULAR
        elif conjoined or xpos in ("NNS", "NNPS") or tokens.lemmas[self.head] in lexicon.plurals:
            self.number = PLURAL
        elif xpos in ("NN", "NNP"):
            self.number = SINGULAR
        else:
            self.number = UNKNOWN
        self.gender = {HE: MALE, SHE: FEMALE, IT: NEUTER}.get(self.kind, UNKNOWN)
        if self.kind == NAME and not conjoined:
            first_name = next((t for t in range(first, end) if tokens.upos[t] == "PROPN"), first)
            for at in (first_name - 1, first_name):
                if at >= 0 and tokens.forms[at] in lexicon.titles and not self.gender:
                    self.gender = lexicon.titles[tokens.forms[at]]
            if not self.gender and first_name < self.head + 3 and end - first_name > 1:
                self.gender = lexicon.first_names.get(plain(tokens.forms[first_name]), UNKNOWN)
        elif not self.pronoun and self.number != PLURAL:
            self.gender = lexicon.nouns.get(tokens.lemmas[self.head], UNKNOWN)
        words = forms
        while len(words) > 1 and words[0] in ARTICLES:
            words = words[1:]
        while len(words) > 1 and words[-1] in ("'s", "’s", "'", "’"):
            words = words[:-1]
        self.words = words
        self.set = frozenset(w for w in words if any(c.isalnum() for c in w))
        self.head_form = head
        self.lemma = tokens.lemmas[self.head]
        self.initials = "".join(w[0] for w in words if w[0].isalpha() and w not in ("of", "the", "and", "for", "in"))
        self.sentence = tokens.sentence[self.head]
        self.governor = tokens.heads[self.head]
        self.rel = tokens.rels[self.head]
        self.role = ROLES.get(self.rel, 6)
        self.quote = tokens.quotes[self.head]
        self.copula = any(tokens.rels[c] == "cop" for c in tokens.children[self.head])


def match(a, b):
    """How the words of antecedent `a` and anaphor `b` agree."""
    if a.pronoun or b.pronoun:
        return 1 if a.pronoun and b.pronoun and a.head_form == b.head_form else 0
    if a.words == b.words:
        return 2
    if a.lemma == b.lemma:
        return 3 if b.set <= a.set else 4 if a.set <= b.set else 5
    if b.set and b.set <= a.set or a.set and a.set <= b.set:
        return 6
    for short, long in ((a, b), (b, a)):
        if len(short.words) == 1 and len(long.words) > 1 and len(short.head_form) > 1 and short.head_form.replace(".", "") == long.initials:
            return 7
    return 8 if a.set & b.set else 9


def syntax(a, b):
    """How the heads of two mentions hang together."""
    if b.rel == "appos" and b.governor == a.head:
        return 1
    if b.copula and a.governor == b.head and a.rel == "nsubj":
        return 2
    if a.rel == "conj" and a.governor == b.head or b.rel == "conj" and b.governor == a.head:
        return 4
    if b.governor == a.head:
        return 5
    if a.governor == b.head:
        return 6
    if a.governor >= 0 and a.governor == b.governor:
        return 3
    return 0


def nesting(a, b):
    if a.first <= b.first and b.end <= a.end:
        return 1
    if b.first <= a.first and a.end <= b.end:
        return 2
    return 3 if a.first < b.end and b.first < a.end else 0


def quotes(a, b):
    if not a.quote and not b.quote:
        return 0
    if a.quote and b.quote:
        return 1 if a.quote == b.quote else 2
    return 3 if a.quote else 4


def pair_features(a, b, between):
    """One value a feature of antecedent `a` and anaphor `b`, as rows of the feature table."""
    values = (
        a.kind * 16 + b.kind, a.number * 3 + b.number, a.gender * 4 + b.gender, bucket(b.sentence - a.sentence),
        bucket(between), match(a, b), nesting(a, b), syntax(a, b), a.role * 7 + b.role, quotes(a, b),
    )
    return values


def features(mentions, limit=None):
    """[n, n, features] rows of the table for all pairs (antecedent second axis)."""
    n = len(mentions)
    result = np.zeros((n, n, len(FEATURES)), dtype=np.int16)
    for j in range(n):
        for i in range(max(0, j - limit) if limit else 0, j):
            result[j, i] = pair_features(mentions[i], mentions[j], j - i - 1)
    return result + OFFSETS.astype(np.int16)


class Gold:
    """Gold mentions of a document (sorted) with types and chains."""

    def __init__(self, tokens, record, lexicon):
        starts = {s: t for t, (s, e) in enumerate(tokens.spans)}
        ends = {e: t + 1 for t, (s, e) in enumerate(tokens.spans)}
        found = {}
        self.lost = 0
        for number, cluster in enumerate(record["clusters"]):
            for m in cluster:
                first, end = starts.get(m["start"]), ends.get(m["end"])
                if first is None or end is None or end <= first or tokens.sentence[first] != tokens.sentence[end - 1]:
                    self.lost += 1
                    continue
                found.setdefault((first, end), (number, TYPES.index(m["type"]) if m["type"] in TYPES else -1))
        self.spans = sorted(found, key=lambda s: (s[0], -s[1]))
        self.chains = np.array([found[s][0] for s in self.spans], dtype=np.int64)
        self.types = np.array([found[s][1] for s in self.spans], dtype=np.int64)
        self.mentions = [Mention(tokens, lexicon, *s) for s in self.spans]
        self.features = torch.from_numpy(features(self.mentions))


def load_gold(corpora, name, documents):
    """Gold by document id; documents are aligned with their texts already."""
    lexicon = Lexicon()
    records = {r["id"]: r for r in read_jsonl(os.path.join(corpora, "coref", name + ".gold.jsonl"))}
    result, lost, total = {}, 0, 0
    for document in documents:
        gold = Gold(Tokens(document), records[document.id], lexicon)
        result[document.id] = gold
        lost += gold.lost
        total += len(gold.spans)
    return result, lost, total


def decode(scores, new, bias=0.0):
    """Chain number of every mention: each joins the chain of its best antecedent, or begins one."""
    chains = []
    for j in range(len(new)):
        best = int(np.argmax(scores[j, :j])) if j else -1
        chains.append(chains[best] if j and scores[j, best] > new[j] + bias else j)
    return chains
