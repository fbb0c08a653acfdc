"""Wordpieces and casing classes of tokens, as the program computes them."""

import unicodedata

MAX_TOKEN_PIECES = 8


def _is_punctuation(char):
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


def _is_cjk(code):
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
    )


def casing(token):
    """Casing class 0..7 of a token."""
    if any(c.isdigit() for c in token):
        return 5
    letters = [c for c in token if c.isalpha()]
    if not letters:
        return 7
    upper = [c.isupper() for c in letters]
    if len(letters) == 1:
        return 6 if upper[0] else 1
    if not any(upper):
        return 1
    lower = [c.islower() for c in letters]
    if not any(lower):
        return 3
    if upper[0] and not any(upper[1:]):
        return 2
    return 4


def is_kept(piece):
    """Whether a wordpiece of the start vocabulary is worth its place: Latin script, digits and common signs."""
    if piece.startswith("[unused"):
        return False
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x2122 or c in "−≤≥" for c in piece.removeprefix("##"))


class WordPiece:
    """BERT's uncased tokenizer applied to one token at a time."""

    def __init__(self, vocab_path, prune=False):
        with open(vocab_path, encoding="utf-8") as file:
            self.pieces = [line.rstrip("\n") for line in file]
        # Row of every piece in the weights that go with the file.
        self.rows = [row for row, piece in enumerate(self.pieces) if not prune or is_kept(piece)]
        self.pieces = [self.pieces[row] for row in self.rows]
        self.index = {piece: i for i, piece in enumerate(self.pieces)}
        self.cls, self.sep, self.unk = (self.index[x] for x in ("[CLS]", "[SEP]", "[UNK]"))
        self.cache = {}

    def __call__(self, token):
        found = self.cache.get(token)
        if found is None:
            found = self.cache[token] = self._encode(token)
        return found

    def _encode(self, token):
        text = unicodedata.normalize("NFD", token.lower())
        words, current = [], ""
        for char in text:
            category = unicodedata.category(char)
            if category == "Mn" or char == "\ufffd" or (category.startswith("C") and char not in "\t\n\r"):
                continue
            if char.isspace():
                if current:
                    words.append(current)
                current = ""
            elif _is_punctuation(char) or _is_cjk(ord(char)):
                if current:
                    words.append(current)
                words.append(char)
                current = ""
            else:
                current += char
        if current:
            words.append(current)
        ids = []
        for word in words:
            ids += self._wordpiece(word)
        if not ids:
            ids = [self.unk]
        if len(ids) > MAX_TOKEN_PIECES:
            ids = ids[:MAX_TOKEN_PIECES - 1] + ids[-1:]
        return tuple(ids)

    def _wordpiece(self, word):
        if len(word) > 100:
            return [self.unk]
        ids, start = [], 0
        while start < len(word):
            end = len(word)
            found = None
            while start < end:
                piece = ("##" if start else "") + word[start:end]
                if piece in self.index:
                    found = self.index[piece]
                    break
                end -= 1
            if found is None:
                return [self.unk]
            ids.append(found)
            start = end
        return ids
