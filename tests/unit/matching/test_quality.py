import pytest

from placegraph.errors import UnreadableSource
from placegraph.matching.quality import Quality, judged, labelled_pairs, quality


def test_precision_and_recall_are_shares_of_the_counts():
    found = quality([(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)])
    assert found == Quality(3, 1, 2, 1)
    assert (found.precision, found.recall) == (0.75, 0.6)


def test_a_share_of_nothing_is_unknown():
    assert Quality(0, 0, 0, 4).precision is None
    assert Quality(0, 0, 0, 4).recall is None


def test_only_pairs_about_organisations_are_read(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(
        "schema,name1,name2,is_match\nPerson,A,B,true\nCompany,C Ltd,C Limited,true\n"
        "Organization,D,E,false\n",
        encoding="utf-8",
    )
    pairs = labelled_pairs(path)
    assert [(p.first, p.same, p.row) for p in pairs] == [("C Ltd", True, 3), ("D", False, 4)]
    assert [suggested for _, _, suggested in judged(pairs)] == [True, False]


def test_a_label_that_says_neither_is_an_error(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name1,name2,is_match\nA,B,perhaps\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="row 2: is_match: found 'perhaps'"):
        labelled_pairs(path)


def test_a_file_without_the_columns_is_an_error(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("left,right\nA,B\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="found no column name1"):
        labelled_pairs(path)
