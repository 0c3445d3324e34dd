"""Links worth a person's judgement, found by wording alone.

Nothing here is a link: it is a queue of pairs whose words are alike, with the words that make
them so. Aims that mean the same in other words are not found.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from placegraph.analytics.alignment.likeness import TextVectors, text_vectors, word_grams
from placegraph.analytics.networks.network import Vector, require
from placegraph.analytics.wording import fold_text
from placegraph.errors import MeasureError

#: Lowest cosine of a pair that is suggested, and most pairs suggested for one aim.
THRESHOLD, TOP = 0.10, 5

# Aims compared at once, so that memory does not grow with the square of their number.
_ROWS = 500
# A word that brings a tenth of the cosine is one the likeness rests on.
_TELLING = 0.1
# Cosines that differ by less than this differ by the order in which they were added up.
_DECIMALS = 12


@dataclass(frozen=True, eq=False, kw_only=True)
class Suggestions:
    """Pairs of aims whose wording is alike, the likest of each lower aim first.

    ``pairs``: lower, upper (ids), rank (among the suggestions of the lower aim), cosine (0 to 1),
    shared (the words it rests on, those of the lower and the upper text joined by “~” where they
    differ), lower_text and upper_text (those words between asterisks).

    ``without`` are the lower aims that nothing is suggested for. ``compared`` pairs were compared
    and ``left_out`` pairs were not, because somebody has decided about them.
    """

    pairs: pd.DataFrame
    without: tuple[str, ...]
    compared: int
    left_out: int
    threshold: float
    top: int


def suggest_links(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    *,
    decided: Collection[tuple[str, str]] = (),
    threshold: float = THRESHOLD,
    top: int = TOP,
) -> Suggestions:
    """Suggest links from the ``lower`` to the ``upper`` aims by the likeness of their wording.

    Both frames have the columns id and name (the text). For each lower aim the ``top`` upper ones
    with a cosine of at least ``threshold`` are suggested, but for those in ``decided`` (lower,
    upper) and an aim for itself. The cosine is that of :func:`.likeness.text_vectors` over all
    texts given, so it changes a little with the company a text is in, and is no probability.

    Raises ``MeasureError`` when a column, an id or a text is missing, an id is repeated, the
    threshold is not above 0 and at most 1, or ``top`` is below 1.
    """
    if not 0 < threshold <= 1:
        raise MeasureError(f"threshold: found {threshold}, expected more than 0 and at most 1.")
    if top < 1:
        raise MeasureError(f"top: found {top}, expected at least 1.")
    ids = _ids(lower, "lower"), _ids(upper, "upper")
    texts = [*lower["name"], *upper["name"]]
    vectors = text_vectors(texts)
    skipped = _skipped(ids, decided)
    found: list[tuple[int, int, int, float]] = []
    for start in range(0, len(ids[0]), _ROWS):
        stop = min(start + _ROWS, len(ids[0]))
        cosines = vectors.cosines(slice(start, stop), slice(len(ids[0]), len(texts)))
        for row, columns in skipped.items():
            if start <= row < stop:
                cosines[row - start, columns] = -1
        found += _likest(cosines.round(_DECIMALS), start, threshold, top)
    pairs = pd.DataFrame(
        [
            {
                "lower": ids[0][i],
                "upper": ids[1][j],
                "rank": rank,
                "cosine": cosine,
                **_explained(vectors, i, len(ids[0]) + j, texts),
            }
            for i, j, rank, cosine in found
        ],
        columns=["lower", "upper", "rank", "cosine", "shared", "lower_text", "upper_text"],
    )
    left_out = sum(map(len, skipped.values()))
    met = set(pairs["lower"])
    return Suggestions(
        pairs=pairs,
        without=tuple(key for key in ids[0] if key not in met),
        compared=len(ids[0]) * len(ids[1]) - left_out,
        left_out=left_out,
        threshold=threshold,
        top=top,
    )


def _ids(aims: pd.DataFrame, name: str) -> list[str]:
    require(aims, name, ("id", "name"))
    repeated = aims["id"][aims["id"].duplicated()]
    if len(repeated):
        raise MeasureError(
            f"{name}: found {repeated.iloc[0]!r} more than once, expected each id once; "
            "merge its rows."
        )
    return list(aims["id"])


def _skipped(
    ids: tuple[list[str], list[str]], decided: Collection[tuple[str, str]]
) -> dict[int, list[int]]:
    rows, columns = ({key: place for place, key in enumerate(side)} for side in ids)
    itself = ((key, key) for key in ids[0])
    skipped: dict[int, list[int]] = {}
    for one, other in {*decided, *itself}:
        if one in rows and other in columns:
            skipped.setdefault(rows[one], []).append(columns[other])
    return skipped


def _likest(
    cosines: Vector, start: int, threshold: float, top: int
) -> list[tuple[int, int, int, float]]:
    """Return row, column, rank and cosine of each row's likest columns."""
    found = []
    for row, values in enumerate(cosines):
        (columns,) = np.nonzero(values >= threshold)
        likest = columns[np.argsort(-values[columns], kind="stable")][:top]
        found += [
            (start + row, int(column), rank, float(values[column]))
            for rank, column in enumerate(likest, 1)
        ]
    return found


def _explained(vectors: TextVectors, one: int, other: int, texts: list[str]) -> dict[str, str]:
    """Put the n-grams that two texts share back to words."""
    brought = vectors.products(one, other)
    words = [
        [(token, fold_text(token)) for token in texts[place].split()] for place in (one, other)
    ]
    pairs: dict[tuple[str, str], float] = {}
    for _, first in words[0]:
        for _, second in words[1]:
            common = _grams(first) & _grams(second)
            if common:
                pairs[first, second] = sum(brought[gram] for gram in common)
    whole = sum(brought.values())
    telling = sorted(
        (pair for pair, share in pairs.items() if share >= _TELLING * whole),
        key=lambda pair: (-pairs[pair], pair),
    )
    marked = [{pair[side] for pair in telling} for side in (0, 1)]
    return {
        "shared": ", ".join(
            first if first == second else f"{first} ~ {second}" for first, second in telling
        ),
        **{
            name: " ".join(f"*{token}*" if word in marked[side] else token for token, word in both)
            for side, (name, both) in enumerate(
                zip(("lower_text", "upper_text"), words, strict=True)
            )
        },
    }


@lru_cache(maxsize=100_000)
def _grams(word: str) -> frozenset[str]:
    return frozenset(word_grams(word)) if word else frozenset()
