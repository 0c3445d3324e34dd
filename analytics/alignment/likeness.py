"""How alike short texts are in their letters: TF-IDF of character n-grams.

Words of one family share most of their letters, so *environment* meets *environmental*, which
stemmers keep apart. It costs one thing: words that mean the same and look different do not meet.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy import sparse

from placegraph.analytics.networks.network import Matrix, Vector
from placegraph.analytics.wording import fold_text

SHORTEST, LONGEST = 3, 5


@dataclass(frozen=True, eq=False)
class TextVectors:
    """Texts as vectors of length 1, a row a text, a column an n-gram of ``grams``."""

    grams: tuple[str, ...]
    rows: Matrix

    def cosines(self, first: slice, second: slice) -> Vector:
        """Return the cosine of each of the ``first`` texts with each of the ``second``."""
        return (self.rows[first] @ self.rows[second].T).toarray()

    def products(self, one: int, other: int) -> dict[str, float]:
        """Return what each n-gram that two texts share adds to their cosine."""
        weights = [
            dict(zip(self.rows.indices[at], self.rows.data[at], strict=True))
            for at in (slice(*self.rows.indptr[place : place + 2]) for place in (one, other))
        ]
        return {
            self.grams[column]: float(weight * weights[1][column])
            for column, weight in weights[0].items()
            if column in weights[1]
        }


def text_vectors(texts: Sequence[str]) -> TextVectors:
    """Weigh the character n-grams of each text by how rare they are among all of ``texts``.

    Texts are folded (lower case, no punctuation) and n-grams of 3 to 5 characters are taken within
    words, a space at either end counting as a character. The weight of an n-gram is how often it
    occurs times ln((1 + n) / (1 + texts that have it)) + 1, n being the number of texts; each
    vector is then brought to length 1. Salton and Buckley 1988, Information Processing and
    Management 24, 513-523, with the smoothing of scikit-learn, whose ``TfidfVectorizer`` with
    ``analyzer="char_wb"`` and ``ngram_range=(3, 5)`` gives the same.
    """
    counted = [
        Counter(chain.from_iterable(map(word_grams, fold_text(text).split()))) for text in texts
    ]
    grams = sorted({gram for found in counted for gram in found})
    column = {gram: place for place, gram in enumerate(grams)}
    indices = np.fromiter((column[g] for found in counted for g in found), dtype=np.int64)
    counts = np.fromiter((n for found in counted for n in found.values()), dtype=np.float64)
    ends = np.concatenate([[0], np.cumsum([len(found) for found in counted], dtype=np.int64)])
    having = np.bincount(indices, minlength=len(grams))
    weights = counts * (np.log((1 + len(texts)) / (1 + having)) + 1)[indices]
    rows: Matrix = sparse.csr_array((weights, indices, ends), shape=(len(texts), len(grams)))
    length = np.sqrt(rows.multiply(rows).sum(axis=1))
    rows.data /= np.repeat(length, np.diff(ends))
    return TextVectors(tuple(grams), rows)


def word_grams(word: str) -> list[str]:
    """Return the n-grams of one word, a space at either end counting as a character.

    >>> word_grams("arts")
    [' ar', 'art', 'rts', 'ts ', ' art', 'arts', 'rts ', ' arts', 'arts ']
    """
    padded = f" {word} "
    found = [
        padded[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - size + 1)
    ]
    # A word shorter than an n-gram counts once, whole.
    return found or [padded]
