"""The figures of docs/methods/alignment.md, recomputed from what the page says and cites."""

import csv
import sys
from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.alignment.alignment import alignment
from placegraph.analytics.alignment.ranking_quality import ranking_quality
from placegraph.analytics.alignment.suggestions import TOP
from placegraph.loaders.source import bundled

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from alignment_quality import DATA, METHODS, labelled, main, scored

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "alignment.md").read_text("utf-8")


def table(first: str) -> list[list[str]]:
    """Return the rows of the page's table whose first heading is ``first``, heading included."""
    lines = PAGE.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[0], *rows[2:]]


def worked_example():
    heading, *rows = table("aim")
    above = heading[1:4]
    scores = {row[0]: row for row in rows if row[0] not in ("weight", "budget")}
    below = {row[0]: row[1:4] for row in rows if row[0] in ("weight", "budget")}
    links = [
        (aim, upper, int(row[1 + place]), "agreed")
        for aim, row in scores.items()
        for place, upper in enumerate(above)
    ]

    def outcomes(ids, weights, budgets):
        return pd.DataFrame(
            {
                "id": list(ids),
                "name": list(ids),
                "weight": [float(weight) for weight in weights],
                "budget": [float(budget) for budget in budgets],
            }
        )

    return alignment(
        pd.DataFrame(links, columns=["lower", "upper", "score", "status"]),
        lower=outcomes(
            scores, (row[4] for row in scores.values()), (row[5] for row in scores.values())
        ),
        upper=outcomes(above, below["weight"], below["budget"]),
    )


@pytest.mark.parametrize(("name", "value"), table("worked")[1:])
def test_worked_figures_follow_from_the_page(name, value):
    assert f"{getattr(worked_example(), name):.4f}" == value


def test_the_orphans_of_the_worked_figure_are_those_named():
    found = worked_example()
    assert found.orphans_upper == ()
    assert f"The orphans are {' and '.join(found.orphans_lower)}." in PAGE


@pytest.mark.parametrize("row", table("method")[1:], ids=lambda row: row[0])
def test_the_quality_of_suggestions_is_as_printed(row):
    name, right, found, first, *means = row
    score, threshold = METHODS[name]
    quality = ranking_quality(scored(DATA, score), labelled(DATA), threshold=threshold, top=TOP)
    assert means == [
        f"{mean:.3f}"
        for mean in (
            quality.mean_average_precision,
            quality.mean_reciprocal_rank,
            quality.mean_normalised_gain,
        )
    ]
    assert first == f"{quality.first_right} of {quality.answered}"
    if threshold:
        assert right == f"{quality.right} of {quality.suggested}"
        assert found == f"{quality.right} of {quality.relevant}"


def test_the_labelled_set_is_as_large_as_the_page_says():
    texts, labels = pd.read_csv(DATA / "texts.csv"), labelled(DATA)
    read = scored(DATA, METHODS["words"][0])
    assert f"On {len(texts)} aims" in PAGE
    assert f"{len(labels)} pairs labelled as linked among {len(read)} read" in PAGE
    assert f"Of {labels['query'].nunique()} questions with an answer" in PAGE


def test_the_labelled_texts_are_those_of_the_papers():
    papers: dict[str, set[str]] = {}
    for name in ("objective", "outcome"):
        with (bundled("flagship") / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                papers.setdefault(row["id"], set()).add(row["name"])
    texts = pd.read_csv(DATA / "texts.csv")
    assert texts["id"].is_unique
    strays = [
        key for key, text in zip(texts["id"], texts["text"], strict=True) if text not in papers[key]
    ]
    assert strays == []
    assert texts.notna().all(axis=None)


def test_the_command_prints_every_method_and_what_was_missed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["alignment_quality.py", "--missed"])
    main()
    printed = capsys.readouterr().out
    assert all(name in printed for name in METHODS)
    assert "Labelled and not suggested" in printed
    assert "AM-2" in printed
