"""Measure how well and how fast organisations' names are matched.

    python benchmarks/match_names.py                        300,000 made names
    python benchmarks/match_names.py --names 50000 --seed 7
    python benchmarks/match_names.py --labelled pairs.csv   a file of labelled pairs

Made names are those of suppliers, some written several ways: mistyped, abbreviated, reordered,
cut short, with another legal form or none. Many have neighbours that are other bodies: another
trade, town, number, legal form, or “Holdings”. Nothing of the generator is taken from the
matcher. Printed are precision and recall over all pairs, the seconds, and the peak memory.

A file of labelled pairs has the columns name1, name2 and is_match; where it has a column schema,
only pairs of organisations count. ``--half 0`` and ``--half 1`` judge one half of it each, as the
matcher was set on half 0. ``--errors`` shows what was judged wrongly.
"""

import argparse
import random
import resource
import sys
import time
import zlib
from collections import defaultdict
from itertools import accumulate, combinations
from pathlib import Path

from placegraph.matching.compare import SUGGESTED
from placegraph.matching.quality import LabelledPair, Quality, judged, labelled_pairs, quality
from placegraph.matching.suggest import Candidate, suggest


def _listed(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.split(",")]


STARTS = _listed(
    """
    Ald, Ash, Bar, Beck, Bram, Brack, Brook, Cald, Carn, Chil, Cleve, Cold, Cor, Cran, Dal,
    Dar, Den, Dun, East, Eld, Ell, Fal, Farn, Fern, Gar, Glen, Grim, Hal, Ham, Har, Hart,
    Hazel, Hex, Holm, Hur, Ing, Kel, Kes, Kirk, Lang, Lar, Lin, Lock, Mal, Mar, Mel, Mer,
    Mor, Net, Nor, Oak, Ot, Pad, Pel, Pen, Quill, Rad, Raven, Red, Rom, Row, Sal, Sed, Shel,
    Stan, Stav, Sut, Tarn, Tes, Thorn, Til, Tor, Ul, Ver, Wal, War, Wel, Whit, Win, Wood,
    Wy, Yar, Zel
    """
)
ENDS = _listed(
    """
    berry, borne, bourn, bridge, brook, burn, bury, by, combe, cote, croft, dale, den, don,
    field, fold, ford, gate, ham, head, hill, holme, hurst, ington, ish, land, leigh, ley,
    low, mead, mere, mont, moor, more, over, ridge, rick, ring, row, sby, shaw, sley, stead,
    stone, stow, thorpe, ton, tree, vale, wall, water, way, well, wick, win, wood, worth,
    yard
    """
)
MIDDLES = _listed("a, ber, cot, der, en, er, ing, les, min, o, ring, ster, ten, ver, wel, y")
TRADES = _listed(
    """
    Accountants, Architects, Building Services, Building Contractors, Bus Company, Care
    Services, Care Homes, Catering, Catering Services, Cleaning Services, Coaches, Community
    Centre, Community Transport, Computer Systems, Construction, Consulting, Consultancy
    Services, Day Nursery, Design, Domestic Appliances, Electrical, Electrical Contractors,
    Energy, Engineering, Environmental Services, Estates, Facilities Management, Fencing,
    Flooring, Foods, Foster Care, Garages, Garden Centre, Glass, Healthcare, Heating &
    Plumbing, Home Care, Hotel, Housing Association, Insurance Brokers, Interiors, Joinery,
    Landscapes, Laundry, Legal, Lifts, Logistics, Maintenance, Management Consultants,
    Marketing, Media, Medical Centre, Motors, Nursing Home, Office Supplies, Pharmacy, Plant
    Hire, Playgroup, Pre School, Primary School, Printers, Print & Design, Property
    Management, Property Services, Publishing, Recruitment, Removals, Roofing, Scaffolding,
    Secondary School, Security Services, Software Solutions, Solicitors, Sports Club,
    Surveyors, Taxis, Technology Solutions, Training, Translation Services, Transport,
    Travel, Veterinary Centre, Waste Management, Water Treatment, Youth Club
    """
)
FORMS = ("Limited",) * 60 + ("",) * 20 + ("PLC",) * 4 + ("LLP",) * 6 + ("CIC",) * 3 + ("Trust",) * 3
SHORT = {"Limited": ("Ltd", "Ltd.", "LTD"), "PLC": ("plc", "P.L.C."), "LLP": ("L.L.P.",)}
HOUSE = (
    "Group",
    "Holdings",
    "International",
    "UK",
    "Investments",
    "Properties",
    "Trading",
    "Services",
)
ABBREVIATED = {
    "Association": "Assoc", "Services": "Svcs", "Management": "Mgmt", "Construction": "Constr",
    "Engineering": "Eng", "Brothers": "Bros", "Community": "Comm", "School": "Sch",
    "Contractors": "Contrs", "Solutions": "Solns", "Technology": "Tech", "Centre": "Ctr",
    "Property": "Prop", "Transport": "Transp", "Consultants": "Consult", "Electrical": "Elec",
    "Recruitment": "Recruit", "Company": "Co", "Environmental": "Env", "Maintenance": "Maint",
}  # fmt: skip


class Maker:
    """Makes names of suppliers, and other ways to write them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
        words = [start + end for start in STARTS for end in ENDS]
        self.random.shuffle(words)
        # Most companies have a word in their name that few others have; a few words, many have.
        long = [start + middle + end for start in STARTS for middle in MIDDLES for end in ENDS]
        self.brands = words[:3_500] + self.random.sample(long, 26_500)
        self.towns = words[3_500:4_000]
        self.shares = list(accumulate(1 / (rank + 50) for rank in range(len(self.brands))))

    def organisation(self) -> list[str]:
        """Return the parts of a new organisation's name: brand, trade, place, form."""
        brand = self._brand()
        style = self.random.random()
        if style < 0.15:
            brand = f"{brand} & {self._brand()}"
        elif style < 0.30:
            brand = f"{self._initial()} {brand}"
        elif style < 0.36:
            brand = f"{brand} {self.random.choice(('Brothers', '& Sons', '& Co'))}"
        elif style < 0.42:
            brand = "".join(self._initial() for _ in range(3))
        elif style < 0.48:
            brand = f"St {self.random.choice(('Mary', 'John', 'Peter', 'Oswald', 'Anne'))}'s"
        town = self.random.random() < 0.2 or (style >= 0.36 and style < 0.48)
        place = self.random.choice(self.towns) if town else ""
        trade = self.random.choice(TRADES) if self.random.random() < 0.93 else ""
        return [brand, trade, place, self.random.choice(FORMS)]

    def neighbour(self, parts: list[str]) -> list[str]:
        """Return the parts of another organisation with a name much like ``parts``."""
        brand, trade, place, form = parts
        kind = self.random.randrange(6)
        if kind == 0:
            trade = self.random.choice([t for t in TRADES if t != trade])
        elif kind == 1:
            trade = f"{trade} {self.random.choice(HOUSE)}".strip()
        elif kind == 2:
            place = self.random.choice([t for t in self.towns if t != place])
        elif kind == 3:
            place = (
                f"{place} {self.random.choice(('2', '3', 'II', 'North', 'South', '2020'))}".strip()
            )
        elif kind == 4:
            form = self.random.choice([f for f in ("Limited", "PLC", "LLP", "CIC") if f != form])
        else:
            brand = (
                f"{self._initial()} {brand.split()[-1]}"
                if len(brand.split()) > 1
                else self._brand()
            )
        return [brand, trade, place, form]

    def written(self, parts: list[str], slips: int) -> str:
        """Return the name of ``parts``, as a clerk would write it with some ``slips``."""
        brand, trade, place, form = parts
        for _ in range(slips):
            slip = self.random.random()
            if slip < 0.40:
                form = self._other_form(form)
            elif slip < 0.65:
                brand, trade, place = self._mistyped([brand, trade, place])
            elif slip < 0.80:
                trade = " ".join(self._abbreviated(word) for word in trade.split())
            elif slip < 0.86:
                brand, place = " ".join([*brand.split()[1:], brand.split()[0]]), place
            elif slip < 0.90:
                trade, place = place, trade
            elif slip < 0.95:
                brand = self._spaced_otherwise(brand)
            else:
                brand = f"The {brand}"
        text = " ".join(part for part in (brand, trade, place, form) if part)
        return self._styled(text, slips)

    def _styled(self, text: str, slips: int) -> str:
        if self.random.random() < 0.4:
            text = text.upper()
        if slips and self.random.random() < 0.3:
            text = text.replace("&", "and").replace("'", "")
        return text[:30].rstrip() if slips and self.random.random() < 0.04 else text

    def _other_form(self, form: str) -> str:
        chance = self.random.random()
        if chance < 0.65 and form in SHORT:
            return self.random.choice(SHORT[form])
        return "" if chance < 0.93 else self.random.choice(("Limited", "PLC", "LLP", "CIC"))

    def _mistyped(self, parts: list[str]) -> list[str]:
        which = self.random.choices(range(3), [len(p) for p in parts])[0]
        text = parts[which]
        at = self.random.randrange(len(text))
        letter = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        changed = self.random.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            )
        )
        return [changed.strip() or text if i == which else part for i, part in enumerate(parts)]

    def _abbreviated(self, word: str) -> str:
        if word in ABBREVIATED:
            return ABBREVIATED[word]
        return (
            word[: self.random.randint(4, 5)]
            if len(word) > 7 and self.random.random() < 0.3
            else word
        )

    def _spaced_otherwise(self, brand: str) -> str:
        if " " in brand:
            return brand.replace(" ", "", 1) if "&" not in brand else brand.replace(" & ", "&")
        at = len(brand) // 2
        return f"{brand[:at]} {brand[at:]}"

    def _brand(self) -> str:
        return self.random.choices(self.brands, cum_weights=self.shares)[0]

    def _initial(self) -> str:
        return self.random.choice("ABCDEFGHJKLMNPRSTW")


def made(number: int, seed: int) -> list[tuple[Candidate, int]]:
    """Return ``number`` names, each with the number of the organisation it is of."""
    maker = Maker(seed)
    found: list[tuple[Candidate, int]] = []
    seen: set[str] = set()
    parts, organisation = maker.organisation(), 0
    while len(found) < number:
        parts = maker.neighbour(parts) if maker.random.random() < 0.15 else maker.organisation()
        if (plain := " ".join(parts).lower()) in seen:
            continue
        seen.add(plain)
        organisation += 1
        for way in range(maker.random.choices((1, 2, 3, 4), (62, 22, 10, 6))[0]):
            text = maker.written(parts, maker.random.choice((1, 1, 2)) if way else 0)
            found.append((Candidate(f"O{len(found):07}", text), organisation))
    return found[:number]


def measure_made(number: int, seed: int) -> tuple[Quality, float]:
    """Return the quality of the suggestions over made names, and the seconds they took."""
    candidates = made(number, seed)
    organisation = {candidate.id: number for candidate, number in candidates}
    groups: dict[int, list[str]] = defaultdict(list)
    for candidate, which in candidates:
        groups[which].append(candidate.id)
    same = sum(len(list(combinations(ids, 2))) for ids in groups.values())
    began = time.perf_counter()
    suggested = suggest([candidate for candidate, _ in candidates])
    seconds = time.perf_counter() - began
    right = sum(
        organisation[first] == organisation[second]
        for first, second in zip(suggested["first"], suggested["second"], strict=True)
    )
    wrong = len(suggested) - right
    apart = number * (number - 1) // 2 - same - wrong
    return Quality(right, wrong, same - right, apart), seconds


def half_of(pair: LabelledPair) -> int:
    """Return which half a pair is in; the same whichever way round it is written."""
    return zlib.crc32("|".join(sorted((pair.first, pair.second))).encode()) % 2


def measure_labelled(path: Path, half: int | None, minimum: float, *, errors: bool) -> Quality:
    """Return the quality over a file of labelled pairs, and print the errors if asked."""
    pairs = [p for p in labelled_pairs(path) if half is None or half_of(p) == half]
    results = list(judged(pairs, minimum=minimum))
    for pair, comparison, suggested in results:
        if errors and suggested != pair.same:
            kind = "suggested, not the same" if suggested else "the same, not suggested"
            sys.stdout.write(
                f"row {pair.row}: {kind}: {pair.first} | {pair.second} | {comparison.score:.2f} "
                f"{'; '.join(comparison.evidence)}\n"
            )
    return quality((suggested, pair.same) for pair, _, suggested in results)


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=300_000, help="how many names to make")
    parser.add_argument("--seed", type=int, default=1, help="seed of the made names")
    parser.add_argument("--labelled", type=Path, help="a CSV file of labelled pairs to judge")
    parser.add_argument("--half", type=int, choices=(0, 1), help="judge one half of the pairs")
    parser.add_argument("--minimum", type=float, default=SUGGESTED, help="score to suggest from")
    parser.add_argument("--errors", action="store_true", help="show what was judged wrongly")
    given = parser.parse_args()
    if given.labelled:
        found = measure_labelled(given.labelled, given.half, given.minimum, errors=given.errors)
        sys.stdout.write(f"{found}\n")
        return
    found, seconds = measure_made(given.names, given.seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**30 if sys.platform == "darwin" else 2**20
    )
    sys.stdout.write(f"{found}\n{seconds:.1f} s  peak memory {peak:.2f} GB\n")


if __name__ == "__main__":
    main()
