"""Words from raw text, close to the conventions of the English UD treebanks.

Only corpora that come without tokens need this; the program has its own
tokenizer. `tokenize` gives (start, end) spans, `split_sentences` groups them.
"""

import re

_PREFIXES = (
    "e|non|pro|anti|pre|post|co|re|semi|multi|mid|ex|cross|mini|inter|intra|"
    "psycho|bi|un|sub|ultra|counter|micro|macro|neo|quasi"
)
ABBREVIATIONS = set(
    """mr mrs ms dr prof rev fr sr jr st gen col lt sgt capt cmdr maj adm gov sen rep pres
    hon messrs mt ft no vs etc inc corp co ltd bros dept univ assn jan feb mar apr jun jul aug
    sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun al cf eds ed vol pp fig
    approx est ave blvd rd ph.d m.d b.a m.a d.c e.g i.e a.m p.m""".split()
)
_TOKEN = re.compile(
    r"""
    (?P<url>(?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'’”]
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | \b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|co\.uk|info|html?|doc|pdf|xls)\b(?:/[^\s<>"]*[^\s<>".,;:!?)])?)
  | (?P<date>\d+/\d+(?:/\d+)?)
  | (?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?!\w))
  | (?P<initials>(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w))
  | (?P<handle>@\w+)
  | (?P<prefix>(?:%s)-[^\W\d_]+(?=[^\w-]|$))
  | (?P<word>[^\W_]+(?:[_&][^\W_]+|['’](?=[^\W\d_]{3})[^\W_]+)*)
  | (?P<clitic>['’](?:s|re|ve|ll|d|m|t)\b)
  | (?P<run>(?P<mark>[.\-!?*=_~#<>+`…])(?P=mark)*)
  | (?P<other>\S)
    """ % _PREFIXES,
    re.VERBOSE | re.IGNORECASE,
)
_NEGATION = re.compile(r"(?i)^(.+)(n['’]t)$")
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "didnt": 3, "wont": 2, "cant": 2}


def tokenize(text):
    """Spans of the words of `text`."""
    spans = []
    pos = 0
    while True:
        match = _TOKEN.search(text, pos)
        if match is None:
            break
        start, end = match.span()
        pos = end
        kind = match.lastgroup
        word = text[start:end]
        if kind == "word":
            rest = text[end:end + 2]
            low = word.lower()
            if low.endswith("n") and rest[:1] in ("'", "’") and rest[1:].lower() == "t" and not text[end + 2:end + 3].isalpha():
                if len(word) > 1:
                    spans.append((start, end - 1))
                spans.append((end - 1, end + 2))
                pos = end + 2
                continue
            if low in _FUSED:
                cut = start + _FUSED[low]
                spans += [(start, cut), (cut, end)]
                continue
            if rest[:1] == "." and (low in ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I")):
                end += 1
                pos = end
            spans.append((start, end))
        else:
            spans.append((start, end))
    return spans


_CLOSERS = set("\"'”’)]»")


def split_sentences(text, spans):
    """Groups `spans` into rule-made sentences: line ends, and .!?… before a capital, digit or quotation mark."""
    sentences, current = [], []
    for i, (start, end) in enumerate(spans):
        current.append((start, end))
        if i + 1 == len(spans):
            break
        gap = text[end:spans[i + 1][0]]
        if "\n" in gap:
            sentences.append(current)
            current = []
            continue
        if not gap:
            continue
        k = len(current) - 1
        while k >= 0 and text[current[k][0]:current[k][1]] in _CLOSERS:
            k -= 1
        if k < 0:
            continue
        last = text[current[k][0]:current[k][1]]
        following = text[spans[i + 1][0]]
        if last[-1] in ".!?…" and (following.isupper() or following.isdigit() or following in "\"'“‘«(["):
            stem = last.rstrip(".").lower()
            if len(last) > 1 and last[-1] == "." and stem and (stem in ABBREVIATIONS or len(stem) == 1):
                continue
            if re.fullmatch(r"(?:[^\W\d_]\.){2,}", last) and following.isupper():
                continue
            sentences.append(current)
            current = []
    if current:
        sentences.append(current)
    return sentences
