"""Decoding: single-root Chu-Liu-Edmonds for trees, Viterbi for names."""

import numpy as np

# Added to the score of O where names are read. 2.0 is a little better on the sets of names, and misses more names in headlines.
BIAS_O = 1.0


def tree(scores):
    """Heads (0 = root) of the best tree with one root; `scores` is [n, 1 + n] of log-probabilities."""
    n = scores.shape[0]
    best = scores.copy()
    best[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = best.argmax(1)
    if (heads == 0).sum() == 1 and _is_tree(heads):
        return heads
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:] = best
    total, chosen = -np.inf, None
    order = np.argsort(-best[:, 0])
    for root in order[:min(n, 6)] + 1:
        trial = square.copy()
        trial[:, 0] = -np.inf
        trial[root, :] = -np.inf
        trial[root, 0] = square[root, 0]
        found = _chu_liu_edmonds(trial)
        score = sum(trial[i, found[i]] for i in range(1, n + 1))
        if score > total:
            total, chosen = score, found
    return chosen[1:]


def _is_tree(heads):
    for i in range(1, len(heads) + 1):
        j, steps = i, 0
        while j and steps <= len(heads):
            j, steps = heads[j - 1], steps + 1
        if j:
            return False
    return True


def _chu_liu_edmonds(scores):
    """Best heads of nodes 1..n under node 0; `scores[i, j]` is head j for i."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    cycle_score = scores[cycle, heads[cycle]].sum()
    m = len(outer)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outer, outer)]
    small[:m, m] = scores[np.ix_(outer, cycle)].max(1)
    leaving = cycle[scores[np.ix_(outer, cycle)].argmax(1)]
    entering = scores[np.ix_(cycle, outer)] - scores[cycle, heads[cycle]][:, None] + cycle_score
    small[m, :m] = entering.max(0)
    entry = cycle[entering.argmax(0)]
    small[0] = -np.inf
    found = _chu_liu_edmonds(small)
    result = heads.copy()
    for a in range(1, m):
        result[outer[a]] = leaving[a] if found[a] == m else outer[found[a]]
    result[entry[found[m]]] = outer[found[m]]
    return result


def _cycle(heads):
    color = np.zeros(len(heads), dtype=int)
    color[0] = 2
    for i in range(1, len(heads)):
        path = []
        while color[i] == 0:
            color[i] = 1
            path.append(i)
            i = heads[i]
        if color[i] == 1:
            return np.array(path[path.index(i):])
        for j in path:
            color[j] = 2
    return None


def transitions(tags):
    """0 where tag b may follow tag a, else -inf; the last row stands for the sentence start."""
    n = len(tags)
    matrix = np.zeros((n + 1, n))
    for b, tag in enumerate(tags):
        if tag.startswith("I-"):
            matrix[:, b] = -np.inf
            for a, before in enumerate(tags):
                if before != "O" and before[2:] == tag[2:]:
                    matrix[a, b] = 0
    return matrix


def viterbi(scores, moves):
    """Best tag path of a sentence."""
    n, k = scores.shape
    value = scores[0] + moves[k]
    back = np.zeros((n, k), dtype=int)
    for i in range(1, n):
        total = value[:, None] + moves[:k]
        back[i] = total.argmax(0)
        value = total[back[i], np.arange(k)] + scores[i]
    path = [int(value.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans(path, tags):
    """(first token, last token + 1, type) of the names on a path."""
    result, start = [], None
    for i, t in enumerate(path + [0]):
        tag = tags[t]
        if start is not None and not tag.startswith("I-"):
            result.append((start, i, kind))
            start = None
        if tag.startswith("B-"):
            start, kind = i, tag[2:]
    return result
