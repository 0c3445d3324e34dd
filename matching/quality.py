"""How good the matching is: suggestions held against labels that somebody else gave."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.matching.compare import SUGGESTED, Comparison, compare
from placegraph.matching.names import names

#: Columns of a file of labelled pairs; ``schema`` may be absent.
LABELLED_COLUMNS = ("name1", "name2", "is_match")

#: What a pair's ``schema`` may be for it to be about organisations, in the words of FollowTheMoney.
ORGANISATIONS = frozenset({"Company", "LegalEntity", "Organization", "Organisation", "PublicBody"})

_YES = frozenset({"true", "1", "yes"})
_NO = frozenset({"false", "0", "no"})


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names, and whether they are one organisation's according to ``row`` of a file."""

    first: str
    second: str
    same: bool
    row: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How many pairs were judged rightly and wrongly.

    True positives are suggested and the same; false negatives are the same and not suggested.
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def precision(self) -> float | None:
        """The share of suggested pairs that are the same; None when none was suggested."""
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float | None:
        """The share of the same pairs that were suggested; None when there are none."""
        return _share(self.true_positives, self.true_positives + self.false_negatives)

    def __str__(self) -> str:
        """Say it on one line."""
        return (
            f"TP {self.true_positives}  FP {self.false_positives}  "
            f"FN {self.false_negatives}  TN {self.true_negatives}  "
            f"precision {_shown(self.precision)}  recall {_shown(self.recall)}"
        )


def compare_texts(first: str, second: str) -> Comparison:
    """Compare two names as they are written; of several names of one body the likest counts."""
    return max(
        (compare(a, b) for a in names(first) for b in names(second)),
        key=lambda c: (c.score, c.evidence),
    )


def labelled_pairs(
    path: Path, *, schemas: Collection[str] = ORGANISATIONS
) -> tuple[LabelledPair, ...]:
    """Read the pairs about organisations from a CSV file with :data:`LABELLED_COLUMNS`.

    Where the file has a column ``schema``, rows with a schema not in ``schemas`` are left out.

    Raises
    ------
    UnreadableSource
        If the columns are missing, or is_match is neither true nor false.

    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [c for c in LABELLED_COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableSource(
                path, f"found no column {missing[0]}, expected {', '.join(LABELLED_COLUMNS)}."
            )
        return tuple(_pairs(path, reader, schemas))


def _pairs(
    path: Path, rows: Iterable[Mapping[str, str]], schemas: Collection[str]
) -> Iterator[LabelledPair]:
    for number, row in enumerate(rows, start=2):
        if row.get("schema") and row["schema"] not in schemas:
            continue
        said = row["is_match"].strip().lower()
        if said not in _YES | _NO:
            raise UnreadableSource(
                path, f"row {number}: is_match: found {said!r}, expected true or false."
            )
        yield LabelledPair(row["name1"], row["name2"], said in _YES, number)


def judged(
    pairs: Iterable[LabelledPair], *, minimum: float = SUGGESTED
) -> Iterator[tuple[LabelledPair, Comparison, bool]]:
    """Yield each pair with its comparison and whether it would be suggested."""
    for pair in pairs:
        comparison = compare_texts(pair.first, pair.second)
        yield pair, comparison, comparison.score >= minimum


def quality(judgements: Iterable[tuple[bool, bool]]) -> Quality:
    """Count judgements, each whether the pair was suggested and whether it is the same."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for suggested, same in judgements:
        counts[suggested, same] += 1
    return Quality(
        true_positives=counts[True, True],
        false_positives=counts[True, False],
        false_negatives=counts[False, True],
        true_negatives=counts[False, False],
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(share: float | None) -> str:
    return "unknown" if share is None else f"{share:.3f}"
