"""How much each word of a name tells about whose name it is."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from placegraph.matching.names import Name
from placegraph.matching.words import COMMON_WORDS, STOP_WORDS

#: A word in more than this share of the names is as common as “services”.
_COMMON_SHARE = 0.002
#: A spelling that occurs more often than this, and than this share of the usual one, is a word of
#: its own and not a slip.
_SLIPS = 3
_SLIPS_SHARE = 0.05


@dataclass(frozen=True)
class Weights:
    """How much each word tells, from how often it occurs in ``total`` names.

    The rarer the more, as in inverse document frequency (Spärck Jones 1972).
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, all_names: Iterable[Name]) -> "Weights":
        """Count in how many of ``all_names`` each word occurs."""
        counts: Counter[str] = Counter()
        total = 0
        for one in all_names:
            counts.update(set(one.words))
            total += 1
        return cls(counts, total)

    def weight(self, word: str) -> float:
        """Return the weight of ``word``: 0.15 for “of”, about 0.5 for “services”, 1 when rare."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._weight(word)
        return known

    def _weight(self, word: str) -> float:
        if word in STOP_WORDS:
            return 0.15
        common = 0.55 if word in COMMON_WORDS else 1.0
        share = self.counts.get(word, 0) / self.total if self.total else 0.0
        if share <= _COMMON_SHARE:
            return common
        return max(0.4, min(common, 1 + 0.25 * math.log10(_COMMON_SHARE / share)))

    def slip(self, word: str, other: str) -> bool:
        """Tell whether one of two words is rare enough to be the other misspelt."""
        if word in COMMON_WORDS and other in COMMON_WORDS:
            return False
        rarer, usual = sorted((self.counts.get(word, 0), self.counts.get(other, 0)))
        return rarer <= max(_SLIPS, _SLIPS_SHARE * usual)

    def abbreviated(self, word: str) -> bool:
        """Tell whether ``word`` is so usual that people shorten it."""
        return word in COMMON_WORDS or self.counts.get(word, 0) > _COMMON_SHARE * self.total > 0

    def rare(self, word: str) -> bool:
        """Tell whether few names share ``word``."""
        return (
            word not in COMMON_WORDS
            and word not in STOP_WORDS
            and len(word) > 2
            and word.isalpha()
            and self.counts.get(word, 0) <= max(20, self.total // 10_000)
        )


#: Weights without a collection of names to count in.
PLAIN = Weights()
