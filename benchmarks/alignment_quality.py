"""Measure how good the suggested links between aims are, held against labelled pairs.

    python benchmarks/alignment_quality.py                     the labelled aims of tests/data
    python benchmarks/alignment_quality.py --missed            and which labels no suggestion met
    python benchmarks/alignment_quality.py --data FOLDER       texts and labels of your own

FOLDER holds texts.csv (id, set, text), comparisons.csv (lower, upper: sets whose every pair was
judged) and labels.csv (lower, upper, relevance; a pair without a row is not relevant). Every
suggestion is of one aim of a lower set, among all of an upper. Printed are counts; beside the
product's character n-grams are TF-IDF of words, TF-IDF of Porter's stems, BM25 of them, and the
ranks of n-grams and stems fused.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))

from porter import stem

from placegraph.analytics.alignment.likeness import text_vectors
from placegraph.analytics.alignment.ranking_quality import RankingQuality, ranking_quality
from placegraph.analytics.alignment.suggestions import THRESHOLD, TOP
from placegraph.analytics.wording import fold_text

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "alignment"

Score = Callable[[Sequence[str], Sequence[str]], np.ndarray]


def characters(lower: Sequence[str], upper: Sequence[str]) -> np.ndarray:
    """Score as the product does: TF-IDF of character n-grams."""
    every = len(lower) + len(upper)
    return text_vectors([*lower, *upper]).cosines(slice(len(lower)), slice(len(lower), every))


def words(lower: Sequence[str], upper: Sequence[str]) -> np.ndarray:
    """Score by TF-IDF of whole words, weighted as the n-grams are."""
    return _tf_idf(_tokens(lower), _tokens(upper))


def stems(lower: Sequence[str], upper: Sequence[str]) -> np.ndarray:
    """Score by TF-IDF of Porter's stems."""
    return _tf_idf(_stemmed(lower), _stemmed(upper))


def bm25(lower: Sequence[str], upper: Sequence[str]) -> np.ndarray:
    """Score by BM25 of stems, k₁ 1.2 and b 0.75: Robertson and Zaragoza 2009."""
    asked, held = _stemmed(lower), _stemmed(upper)
    having = Counter(word for text in held for word in set(text))
    average = sum(map(len, held)) / len(held)
    scores = np.zeros((len(asked), len(held)))
    for j, text in enumerate(held):
        counts = Counter(text)
        length = 1.2 * (0.25 + 0.75 * len(text) / average)
        for i, query in enumerate(asked):
            scores[i, j] = sum(
                math.log(1 + (len(held) - having[word] + 0.5) / (having[word] + 0.5))
                * counts[word] * 2.2 / (counts[word] + length)
                for word in set(query) & counts.keys()
            )  # fmt: skip
    return scores


def fused(lower: Sequence[str], upper: Sequence[str]) -> np.ndarray:
    """Add up 1 ÷ (60 + rank) by n-grams and by stems: Cormack, Clarke and Büttcher 2009."""
    ranks = [
        pd.DataFrame(-score(lower, upper)).rank(axis=1, method="average").to_numpy()
        for score in (characters, stems)
    ]
    return sum(1 / (60 + rank) for rank in ranks)


#: What is compared, and the lowest score that is a suggestion; fused ranks have none.
METHODS: dict[str, tuple[Score, float]] = {
    "character n-grams": (characters, THRESHOLD),
    "words": (words, THRESHOLD),
    "stems": (stems, THRESHOLD),
    "BM25 of stems": (bm25, 1e-9),
    "n-grams and stems fused": (fused, 0.0),
}


def scored(folder: Path, score: Score) -> pd.DataFrame:
    """Score every pair that was judged.

    Columns comparison, query, item and score. An aim compared with two sets is two queries.
    """
    texts = pd.read_csv(folder / "texts.csv")
    frames = []
    for one, other in pd.read_csv(folder / "comparisons.csv").itertuples(index=False):
        lower, upper = (texts[texts["set"] == name] for name in (one, other))
        scores = score(list(lower["text"]), list(upper["text"]))
        frames.append(
            pd.DataFrame(
                {
                    "comparison": f"{one} to {other}",
                    "query": np.repeat([f"{key} to {other}" for key in lower["id"]], len(upper)),
                    "item": np.tile(upper["id"], len(lower)),
                    "score": scores.ravel(),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def labelled(folder: Path) -> pd.DataFrame:
    """Return the labels by query and item, as :func:`scored` names them."""
    texts = pd.read_csv(folder / "texts.csv").set_index("id")["set"]
    labels = pd.read_csv(folder / "labels.csv")
    query = labels["lower"] + " to " + labels["upper"].map(texts)
    return pd.DataFrame(
        {"query": query, "item": labels["upper"], "relevance": labels["relevance"].astype(float)}
    )


def main() -> None:
    """Print counts for each method and, for the product's own, each comparison."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--missed", action="store_true")
    chosen = options.parse_args()
    labels = labelled(chosen.data)
    rows = []
    for name, (score, threshold) in METHODS.items():
        every = scored(chosen.data, score)
        rows.append(
            _row(name, ranking_quality(every, labels, threshold=threshold, top=TOP), threshold)
        )
    _print(pd.DataFrame(rows))
    own = scored(chosen.data, characters)
    rows = []
    for name, part in own.groupby("comparison", sort=False):
        theirs = labels[labels["query"].isin(part["query"])]
        rows.append(
            _row(str(name), ranking_quality(part, theirs, threshold=THRESHOLD, top=TOP), THRESHOLD)
        )
    sys.stdout.write(f"\n{next(iter(METHODS))}, by comparison\n")
    _print(pd.DataFrame(rows))
    if chosen.missed:
        both = labels.merge(own, on=["query", "item"])
        sys.stdout.write("\nLabelled and not suggested\n")
        _print(both[both["score"] < THRESHOLD].round(3))


def _row(name: str, found: RankingQuality, threshold: float) -> dict[str, str]:
    given = threshold > 0
    return {
        "": name,
        "right": f"{found.right} of {found.suggested}" if given else "",
        "found": f"{found.right} of {found.relevant}" if given else "",
        "first right": f"{found.first_right} of {found.answered}",
        "asked": str(found.with_relevant),
        "MAP": f"{found.mean_average_precision:.3f}",
        "MRR": f"{found.mean_reciprocal_rank:.3f}",
        "nDCG": f"{found.mean_normalised_gain:.3f}",
    }


def _print(frame: pd.DataFrame) -> None:
    sys.stdout.write(frame.to_string(index=False) + "\n")


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    return [[word for word in fold_text(text).split() if len(word) > 1] for text in texts]


def _stemmed(texts: Sequence[str]) -> list[list[str]]:
    return [[stem(word) for word in text] for text in _tokens(texts)]


def _tf_idf(lower: list[list[str]], upper: list[list[str]]) -> np.ndarray:
    texts = [*lower, *upper]
    having = Counter(word for text in texts for word in set(text))
    place = {word: number for number, word in enumerate(having)}
    rows = np.zeros((len(texts), len(place)))
    for row, text in enumerate(texts):
        for word, count in Counter(text).items():
            weight = math.log((1 + len(texts)) / (1 + having[word])) + 1
            rows[row, place[word]] = count * weight
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows[: len(lower)] @ rows[len(lower) :].T


if __name__ == "__main__":
    main()
