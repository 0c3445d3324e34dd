"""Join rows of an organogram into posts, and find out which post each reports to.

A reporting line is kept only where the files leave one reading of it. A post that reports to
itself or to “XX” is a top post. Posts that report to each other in a circle have no line among
them: no reading of a circle is a line of command.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from placegraph.loaders.identifiers import digest, identifier, name_key, reference_part
from placegraph.loaders.published import Findings
from placegraph.loaders.staff.bodies import Chart
from placegraph.loaders.staff.organogram_rows import Holding, Post, no_reference

_GONE = {Holding.ELIMINATED: "eliminated", Holding.INVALID: "not valid"}
_TOP = re.compile(r"x+")


@dataclass(frozen=True)
class Standing:
    """A post that stands: its id, and its rows, of which a job share has several."""

    id: str
    rows: tuple[Post, ...]

    @property
    def first(self) -> Post:
        """The first row, whose words the post has."""
        return self.rows[0]

    @property
    def fte(self) -> float | None:
        """Full-time equivalents of all rows; None when one does not say."""
        said = [row.fte for row in self.rows if row.fte is not None]
        return round(sum(said), 6) if len(said) == len(self.rows) else None

    @property
    def grade(self) -> str | None:
        """The grade; None when rows differ."""
        grades = {row.grade for row in self.rows}
        return grades.pop() if len(grades) == 1 else None

    @property
    def pay(self) -> tuple[float | None, float | None]:
        """The lowest and highest pay of all rows."""
        lows = [row.low for row in self.rows if row.low is not None]
        highs = [row.high for row in self.rows if row.high is not None]
        return min(lows, default=None), max(highs, default=None)

    @property
    def vacant(self) -> bool | None:
        """True when every row is vacant; None when a holder is named or nothing is said."""
        return True if all(row.holding is Holding.VACANT for row in self.rows) else None


@dataclass
class Staff:
    """The posts of one body on one day, and what their references lead to."""

    chart: Chart
    posts: list[Standing] = field(default_factory=list)
    known: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    gone: set[str] = field(default_factory=set)
    _near: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, post: Standing) -> None:
        """Add a post, to be found by its reference."""
        self.posts.append(post)
        if post.first.reference:
            self.known[post.first.reference].append(post)
            self._near[near(post.first.reference)].add(post.first.reference)

    def remove(self, row: Post) -> None:
        """Take note of the reference of a post that no longer exists."""
        if row.reference:
            self.gone.add(row.reference)
            self._near[near(row.reference)].add(row.reference)

    def reference(self, text: str) -> str:
        """Return the one reference that ``text`` must mean, or nothing."""
        if text in self.known or text in self.gone:
            return text
        found = self._near.get(near(text), set())
        return next(iter(found)) if len(found) == 1 else ""


def near(reference: str) -> str:
    """Return what two writings of one reference share: case and leading zeros do not count."""
    plain = reference.casefold()
    return plain.lstrip("0") or "0" if plain.isdecimal() else plain


def staff(chart: Chart, rows: Iterable[Post], findings: Findings) -> Staff:
    """Join the rows of one body into posts; report eliminated posts, job shares and repeats."""
    found = Staff(chart)
    groups: defaultdict[str, defaultdict[tuple[str, str], list[Post]]]
    groups = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.holding in _GONE:
            found.remove(row)
            findings.count("posts no longer there, left out")
            if row.holding is Holding.INVALID:
                findings.odd("row that its publisher marks as not valid: left out", row.place)
            continue
        what = (name_key(row.title), name_key(row.unit or ""))
        groups[row.reference][what].append(row)
    for reference, meanings in groups.items():
        if not reference:
            for what, unreferenced in meanings.items():
                for number, row in enumerate(unreferenced, start=1):
                    own = identifier(chart.structure, "no-reference", digest(*what))
                    found.add(Standing(own if number == 1 else f"{own}-{number}", (row,)))
            continue
        own = identifier(chart.structure, reference_part(reference))
        for what, same in meanings.items():
            if len(meanings) > 1:
                findings.odd(
                    "reference given to different posts: each kept as a post, nothing can report "
                    "to them",
                    same[0].place,
                )
            alone = own if len(meanings) == 1 else identifier(own, digest(*what))
            found.add(Standing(alone, _holders(same, findings)))
    return found


def _holders(rows: list[Post], findings: Findings) -> tuple[Post, ...]:
    """Return the rows of one post without repeats: one person, named twice, holds it once."""
    holders: list[Post] = []
    for row in rows:
        if row.person and row.person in {other.person for other in holders}:
            findings.odd("row repeated, with the same holder: counted once", row.place)
        elif row.table != rows[0].table:
            findings.odd("post that another file gives as well: counted once", row.place)
        else:
            holders.append(row)
    if len(holders) < 2:
        return tuple(holders)
    first = holders[0]
    if not any(row.person for row in holders) and all((row.fte or 0) >= 1 for row in holders):
        findings.odd(
            "several full-time rows of one post that name no holder, job share or repeat: one "
            "post, FTE left blank",
            first.place,
        )
        return (replace(first, fte=None),)
    findings.odd("job share: its rows are one post, their FTE added up", first.place)
    if len({row.grade for row in holders}) > 1:
        findings.odd("job share with different grades: grade left blank", first.place)
    return tuple(holders)


def target(
    text: str, own: Staff | None, others: Iterable[Staff], place: str, findings: Findings
) -> Standing | None:
    """Return the post that ``text`` refers to; None when there is none, with a note of why.

    A reference is looked up in the same body, then in the other bodies of the same day, where one
    of them alone has it.
    """
    found = own.reference(text) if own else ""
    if own and found:
        if found != text:
            findings.odd("reference with other leading zeros or capitals: matched", place)
        if found not in own.known:
            findings.odd("reports to a post no longer there: no reporting line", place)
            return None
        if len(own.known[found]) > 1:
            findings.odd("reports to a reference of several posts: no reporting line", place)
            return None
        return own.known[found][0]
    elsewhere = [post for other in others if other is not own for post in other.known.get(text, ())]
    if len(elsewhere) == 1:
        findings.odd("reports to a post of another body in the files", place)
        return elsewhere[0]
    findings.odd("reports to a post that is not in the files: no reporting line", place)
    return None


def lines(
    own: Staff, others: Iterable[Staff], findings: Findings
) -> dict[str, tuple[Standing, Standing]]:
    """Return each post that reports to another, by its id, with that other."""
    everybody = tuple(others)
    found: dict[str, tuple[Standing, Standing]] = {}
    for post in own.posts:
        place = post.first.place
        said = {
            "xx"
            if _TOP.fullmatch(row.reports_to.casefold())
            else own.reference(row.reports_to) or near(row.reports_to)
            for row in post.rows
        }
        if len(said) > 1:
            findings.odd("job share that reports to different posts: no reporting line", place)
            continue
        text = post.first.reports_to
        if _TOP.fullmatch(text.casefold()):
            findings.count("top posts")
        elif no_reference(text):
            findings.odd("says no post that it reports to: no reporting line", place)
        elif own.reference(text) == post.first.reference != "":
            findings.odd("reports to itself: taken as a top post", place)
            findings.count("top posts")
        else:
            above = target(text, own, everybody, place, findings)
            if above:
                found[post.id] = (post, above)
    return found


def without_circles(
    found: Mapping[str, tuple[Standing, Standing]], findings: Findings
) -> dict[str, tuple[Standing, Standing]]:
    """Leave out the lines that lead from a post back to itself, and report the posts on them."""
    circling: set[str] = set()
    done: set[str] = set()
    for start in found:
        path: dict[str, None] = {}
        at = start
        while at in found and at not in done and at not in path:
            path[at] = None
            at = found[at][1].id
        if at in path:
            walked = list(path)
            circling.update(walked[walked.index(at) :])
        done.update(path)
    for post, (below, _) in found.items():
        if post in circling:
            findings.odd(
                "posts that report to each other in a circle: no reporting line among them",
                below.first.place,
            )
    return {post: line for post, line in found.items() if post not in circling}
