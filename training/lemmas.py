"""Lemmas: suffix rules and exceptions learned from the training treebanks.

How a lemma is found from (form, xpos); the program mirrors this:

1. Curly apostrophes in the form become straight ones.
2. Exception: (form, xpos) in lemmas.tsv, else (lower-cased form, xpos). Done.
3. base = form for xpos in KEEP_CASE, else the lower-cased form; for xpos CD its commas are dropped where it has a digit.
4. Rule: among the rows of lemma_rules.tsv for RULE_CLASS(xpos), the one with the
   longest suffix that ends the lower-cased base and leaves at least 2 characters
   before it: cut the suffix off base, append the replacement.
5. Otherwise the lemma is base.

RULE_CLASS joins VBD and VBN to "VBD", JJR and RBR to "JJR", JJS and RBS to "JJS",
NNS and NNPS to "NNS"; VBZ and VBG stand alone; other tags have no rules.
lemma_rules.tsv: class<TAB>suffix<TAB>replacement, sorted. Lengths are in characters.
"""

import argparse
import os
from collections import Counter, defaultdict

from .corpora import read_conllu
from .lists import DOUBLING, IRREGULAR, IRREGULAR_NOUNS, NEWS_VERBS

KEEP_CASE = {"NNP", "NNPS", "ADD", "FW", "GW", "LS", "SYM", "NFP", "AFX"}
RULE_CLASS = {
    "VBD": "VBD", "VBN": "VBD", "VBZ": "VBZ", "VBG": "VBG", "NNS": "NNS", "NNPS": "NNS",
    "JJR": "JJR", "RBR": "JJR", "JJS": "JJS", "RBS": "JJS",
}
LONGEST_SUFFIX = 6
MIN_STEM = 2


def find_rule(rules, kind, base):
    """Length of the best suffix and its replacement, or None."""
    low = base.lower()
    for size in range(min(LONGEST_SUFFIX, len(base) - MIN_STEM), 0, -1):
        replacement = rules.get((kind, low[-size:]))
        if replacement is not None:
            return size, replacement
    return None


def by_rules(rules, form, xpos):
    """Steps 3 to 5."""
    base = form if xpos in KEEP_CASE else form.lower()
    if xpos == "CD" and any(c.isdigit() for c in base):
        base = base.replace(",", "")
    kind = RULE_CLASS.get(xpos)
    found = find_rule(rules, kind, base) if kind else None
    return base[:-found[0]] + found[1] if found else base


def lemma(rules, exceptions, form, xpos):
    """The lemma of a form, steps 1 to 5."""
    form = form.replace("’", "'")
    for key in ((form, xpos), (form.lower(), xpos)):
        if key in exceptions:
            return exceptions[key]
    return by_rules(rules, form, xpos)


def regular_forms(verb):
    """Regular inflections of a verb lemma, to teach the rules more verbs than the treebanks inflect."""
    vowels = "aeiou"
    doubled = verb in DOUBLING or (
        len(verb) in (3, 4) and verb[-1] not in vowels + "wxyh" and verb[-2] in vowels and verb[-3] not in vowels
    )
    consonant_y = verb.endswith("y") and verb[-2] not in vowels
    if verb.endswith("ie"):
        yield "VBG", verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        yield "VBG", verb[:-1] + "ing"
    else:
        yield "VBG", verb + (verb[-1] if doubled else "") + "ing"
    if verb.endswith("e"):
        yield "VBD", verb + "d"
    elif consonant_y:
        yield "VBD", verb[:-1] + "ied"
    else:
        yield "VBD", verb + (verb[-1] if doubled else "") + "ed"
    if consonant_y:
        yield "VBZ", verb[:-1] + "ies"
    else:
        yield "VBZ", verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def known_forms(verbs):
    """(xpos, form, lemma) of known verbs and irregular nouns."""
    irregular = {}
    for entry in IRREGULAR:
        verb, past, participle = entry.split()
        irregular[verb] = {"VBD": past, "VBN": participle}
    for verb in sorted(set(verbs) | set(NEWS_VERBS) | set(irregular)):
        if len(verb) < 3 and verb not in irregular or not verb.isalpha():
            continue
        for kind, form in regular_forms(verb):
            for xpos in ("VBD", "VBN") if kind == "VBD" else (kind,):
                yield xpos, irregular.get(verb, {}).get(xpos, form), verb
    for form, noun in IRREGULAR_NOUNS.items():
        yield "NNS", form, noun


def learn_rules(pairs):
    """A decision list over suffixes from {(class, form, lemma)}; longer suffixes refine shorter ones."""
    rules = {}
    table = defaultdict(Counter)
    for kind, form, word in pairs:
        shared = 0
        while shared < min(len(form), len(word)) and form[shared] == word[shared]:
            shared += 1
        for size in range(1, min(LONGEST_SUFFIX, len(form) - MIN_STEM) + 1):
            if size >= len(form) - shared:
                keep = len(form) - size
                table[kind, form[keep:]][word[keep:]] += 1
    for kind, suffix in sorted(table, key=lambda k: (len(k[1]), k)):
        best, count = max(table[kind, suffix].items(), key=lambda kv: (kv[1], kv[0]))
        total = sum(table[kind, suffix].values())
        shorter = find_rule_for_suffix(rules, kind, suffix)
        given = suffix[:-shorter[0]] + shorter[1] if shorter else suffix
        if given == best:
            continue
        gain = count - table[kind, suffix].get(given, 0)
        if gain >= (3 if len(suffix) < 5 else 4) and count >= 0.6 * total:
            rules[kind, suffix] = best
    return rules


def find_rule_for_suffix(rules, kind, suffix):
    for size in range(len(suffix) - 1, 0, -1):
        if (kind, suffix[-size:]) in rules:
            return size, rules[kind, suffix[-size:]]
    return None


def learn(documents):
    """Rules and exceptions from treebank documents."""
    counts = defaultdict(Counter)
    words = set()
    for document in documents:
        for s in document.sentences:
            for form, xpos, word in zip(s.tokens, s.xpos, s.lemmas):
                if word != "_" and xpos != "GW":
                    counts[form.replace("’", "'"), xpos][word] += 1
                    words.add(word)
    pairs = set()
    verbs = set()
    for (form, xpos), found in counts.items():
        word = found.most_common(1)[0][0]
        if xpos in ("VB", "VBP") and form.isalpha() and form == word and sum(found.values()) >= 2:
            verbs.add(word)
        kind = RULE_CLASS.get(xpos)
        if kind and form.isascii() and form.isalpha() and xpos != "NNPS":
            pairs.add((kind, form.lower(), word.lower()))
    known = list(known_forms(verbs))
    pairs.update((RULE_CLASS[xpos], form, word) for xpos, form, word in known)
    rules = learn_rules(pairs)
    irregular_pasts = {form for entry in IRREGULAR for form in entry.split()[1:]}
    exceptions = {}
    lower = defaultdict(Counter)
    for (form, xpos), found in counts.items():
        key = form if xpos in KEEP_CASE else form.lower()
        lower[key, xpos].update(found)
    for (form, xpos), found in sorted(lower.items()):
        word, count = found.most_common(1)[0]
        if by_rules(rules, form, xpos) != word and (count >= 2 or (xpos in RULE_CLASS and word in words and count == 1 and _plausible(form, word))):
            exceptions[form, xpos] = word
    for xpos, form, word in known:
        seen = lower.get((form, xpos))
        if form not in irregular_pasts and ((form, xpos) in exceptions or seen and seen.most_common(1)[0][0] != word):
            continue
        exceptions.pop((form, xpos), None)
        if by_rules(rules, form, xpos) != word:
            exceptions[form, xpos] = word
    for (form, xpos), found in sorted(counts.items()):
        word, count = found.most_common(1)[0]
        if count >= 2 and form not in irregular_pasts and lemma(rules, exceptions, form, xpos) != word:
            exceptions[form, xpos] = word
    return rules, exceptions


def _plausible(form, word):
    return form.isalpha() and form[:1].lower() == word[:1].lower() and abs(len(form) - len(word)) <= 4


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True, help="folder for lemmas.tsv and lemma_rules.tsv")
    args = parser.parse_args()

    def read(name):
        return read_conllu(os.path.join(args.corpora, "parse", name + ".conllu"), name)

    rules, exceptions = learn(read("ewt.train") + read("gum.train"))
    with open(os.path.join(args.out, "lemma_rules.tsv"), "w", encoding="utf-8") as file:
        for (kind, suffix), replacement in sorted(rules.items()):
            file.write(f"{kind}\t{suffix}\t{replacement}\n")
    with open(os.path.join(args.out, "lemmas.tsv"), "w", encoding="utf-8") as file:
        for (form, xpos), word in sorted(exceptions.items()):
            file.write(f"{form}\t{xpos}\t{word}\n")
    print(len(rules), "rules,", len(exceptions), "exceptions")
    for name in ("ewt.dev", "gum.dev"):
        right = total = 0
        for document in read(name):
            for s in document.sentences:
                for form, xpos, word in zip(s.tokens, s.xpos, s.lemmas):
                    total += 1
                    right += lemma(rules, exceptions, form, xpos) == word
        print(name, f"lemma accuracy with gold tags {100 * right / total:.2f}")


if __name__ == "__main__":
    main()
