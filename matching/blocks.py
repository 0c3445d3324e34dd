"""Which pairs of names are worth comparing: those that share a key that few names have.

Comparing all pairs of 300,000 names, 45 thousand million, is out of the question. A key is shared
by all spellings of a name that it is meant to bring together; a key that too many names share says
nothing and is left out, so that the number of pairs grows with the number of names.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from placegraph.matching.names import Name
from placegraph.matching.weights import Weights
from placegraph.matching.words import STOP_WORDS

#: The most names that may share a key. 60 names are 1,770 pairs.
LARGEST_BLOCK: Final = 60

#: How much of a name's start and end make a key.
_ENDS = 6

#: Words this long are put in their likeliest spelling.
_SPELT = 5

Pairs = NDArray[np.int64]


def candidate_pairs(all_names: Sequence[Name], weights: Weights) -> Pairs:
    """Return the pairs of names worth comparing.

    Two columns of positions in ``all_names``, the smaller first; each pair once, in order.
    Names that are the same word for word are paired with the first of them only, however many
    there are.
    """
    total = len(all_names)
    spellings = _spellings(weights)
    found = _same(all_names, total)
    for keys in zip(*(_keys(one, weights.counts, spellings) for one in all_names), strict=True):
        found = _distinct(np.concatenate((found, _pairs_sharing(keys, total))))
    return np.column_stack((found // total, found % total)) if total else found.reshape(0, 2)


def _keys(one: Name, counts: Mapping[str, int], spellings: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of a name, one of each sort; an empty key is shared with nobody."""
    telling = sorted(
        {spellings.get(w, w) for w in one.words if w not in STOP_WORDS},
        key=lambda w: (counts.get(w, 0), -len(w), w),
    )
    rarest, second, third = [*telling[:3], "", "", ""][:3]
    compact = one.compact
    long_enough = len(compact) >= _ENDS
    consonants = compact[:1] + "".join(c for c in compact[1:] if c not in "aeiouy")
    return (
        rarest,
        second,
        f"{rarest} {second}" if second else "",
        f"{rarest} {third}" if third else "",
        f"{second} {third}" if third else "",
        " ".join(telling),
        compact[: _ENDS + 2],
        f"{compact[:_ENDS]} {len(compact) // 4}" if long_enough else "",
        compact[-_ENDS - 4 :] if long_enough else "",
        "".join(dict.fromkeys(consonants))[:9],
    )


def _spellings(weights: Weights) -> dict[str, str]:
    """Return for each word that looks like a slip the likeliest word one letter away from it.

    Words that are one letter apart are equal once a letter, not the same in both, is left out
    (Mor and Fraenkel 1982).
    """
    counts = weights.counts
    shortened: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        if len(word) >= _SPELT:
            for form in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                shortened[form].append(word)
    best: dict[str, str] = {}
    for alike in shortened.values():
        if 1 < len(alike) <= LARGEST_BLOCK:
            likeliest = max(alike, key=lambda w: (counts[w], w))
            for word in alike:
                known = best.get(word, word)
                if (counts[likeliest], likeliest) > (counts[known], known) and weights.slip(
                    word, likeliest
                ):
                    best[word] = likeliest
    return best


def _pairs_sharing(keys: Sequence[str], total: int) -> Pairs:
    """Return the pairs of positions that share a key, each as first * total + second."""
    numbers = np.fromiter((hash(key) if key else 0 for key in keys), np.int64, total)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, total])
    parts = [np.empty(0, dtype=np.int64)]
    for size in range(2, LARGEST_BLOCK + 1):
        at = starts[(sizes == size) & (ordered[starts] != 0)]
        if len(at):
            members = order[at[:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1)
            # A stable sort keeps positions ascending within a block, so the first is smaller.
            parts.append((members[:, left] * total + members[:, right]).ravel())
    return np.concatenate(parts)


def _distinct(numbers: Pairs) -> Pairs:
    """Return the numbers in order, each once; several times as fast as numpy.unique."""
    numbers.sort()
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers


def _same(all_names: Sequence[Name], total: int) -> Pairs:
    first: dict[tuple[str, ...], int] = {}
    found = []
    for position, one in enumerate(all_names):
        earlier = first.setdefault(tuple(sorted(one.words)), position)
        if earlier != position:
            found.append(earlier * total + position)
    return np.array(sorted(found), dtype=np.int64)
