"""Amounts, days and words as published files write them."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.loaders.reading.values import (
    LONGEST_TEXT,
    amount,
    day,
    hidden_characters,
    public_words,
    words,
    yes_no,
)

PENCE = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"),
        ("1,250.00", "1250.00"),
        ("£1,250.00", "1250.00"),
        ("\x9c309.25", "309.25"),
        ("œ309.25", "309.25"),
        ("ú309.25", "309.25"),
        ("Â£309.25", "309.25"),
        ("\ufffd309.25", "309.25"),
        ("?309.25", "309.25"),
        ("GBP 309.25", "309.25"),
        ("106,396.00-", "-106396.00"),
        ("£106,396.00-", "-106396.00"),
        ("-£5", "-5"),
        ("£-5", "-5"),
        ("\u22125", "-5"),
        ("(123)", "-123"),
        ("(£123.40)", "-123.40"),
        ("£(123.40)", "-123.40"),
        ("12.50 CR", "-12.50"),
        ("12.50DR", "12.50"),
        (" 1 234\xa0567.5 ", "1234567.5"),
        ("'1,000", "1000"),
        ('="1000"', "1000"),
        (".50", "0.50"),
        ("1.234,56", "1234.56"),
        ("0.00", "0"),
        ("1.13687E-13", "1.13687E-13"),
    ],
)
def test_an_amount_is_read_exactly(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "-", " £ -   ", "NA", "n/a", "N/D", "#N/A", "nil"])
def test_a_cell_that_says_nothing_is_not_zero(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("1.23E+05", "€5", "$5", "12,34", "1,23,456", "abc", "--5", "(-5)", "-(5)", "12.3.4"),
        *("03/04/2023", "1e999999", "9" * 61, "a formula without a result", "٣"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="an amount in £"):
        amount(text)


@given(PENCE)
def test_every_way_to_write_a_credit_gives_the_same_amount(value: Decimal) -> None:
    written = f"{value:,.2f}"
    for text in (f"-{written}", f"{written}-", f"({written})", f"-£{written}", f"{written} CR"):
        assert amount(text) == -value


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_nothing_or_refused(text: str) -> None:
    with suppress(ValueError):
        value = amount(text)
        assert value is None or value.is_finite()


@pytest.mark.parametrize(
    "text",
    [
        *("03/04/2023", "3/4/2023", "03/04/23", "3.4.23", "03-04-2023", "03 04 2023"),
        *("2023-04-03", "2023/04/03", "20230403", "2023-04-03T00:00:00Z", "2023-04-03 00:00:00"),
        *("3 Apr 2023", "03-Apr-23", "3rd April 2023", "Monday, 3 April 2023", "April 3, 2023"),
        *("03/04/2023 00:00", "03/04/2023 12:30:00 PM", "45019", "45019.0", "45019.75"),
        *(" 03/04/2023\xa0", "'03/04/2023", "03APR2023", "2023-04-03+01:00"),
    ],
)
def test_a_day_is_read_in_british_order(text: str) -> None:
    assert day(text) == date(2023, 4, 3)


@pytest.mark.parametrize("text", ["", "-", "N/A", "00/00/0000", "tbc"])
def test_a_day_that_is_not_said_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    ["31/02/2023", "04/25/2023", "Apr 2023", "2023", "1/2", "99999", "13/09/0204", "Payment Date"],
)
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="a date such as"):
        day(text)


@given(DAYS)
def test_every_way_to_write_a_day_gives_that_day(when: date) -> None:
    serial = (when - date(1899, 12, 30)) // timedelta(days=1)
    for text in (
        when.isoformat(),
        f"{when:%d/%m/%Y}",
        f"{when:%d.%m.%y}",
        f"{when.day} {when:%b %Y}",
        f"{when:%d-%b-%y}",
        str(serial),
    ):
        assert day(text) == when


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_nothing_or_refused(text: str) -> None:
    with suppress(ValueError):
        found = day(text)
        assert found is None or found.year >= 1900


def test_words_lose_spaces_and_invisible_characters() -> None:
    assert words("  Alder\xa0 Tools \n Ltd ") == "Alder Tools Ltd"
    assert words("Alder\u202e Tools\u200b") == "Alder Tools"
    assert hidden_characters("Alder\u202e Tools")
    assert not hidden_characters("Alder\xa0Tools\n")


@pytest.mark.parametrize("text", ["", "-", "NA", "n/a", "N/D", "None", "NULL", "Unknown", "\u200b"])
def test_words_that_say_nothing_are_none(text: str) -> None:
    assert words(text) is None


def test_long_words_are_cut_to_what_a_property_holds() -> None:
    found = words("x" * 5000)
    assert found is not None
    assert len(found) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "said"),
    [("Yes", True), (" y ", True), ("TRUE", True), ("1", True), ("No", False), ("n", False),
     ("0", False), ("NA", None), ("", None), ("perhaps", None)],
)  # fmt: skip
def test_yes_and_no_are_told_from_neither(text: str, said: bool | None) -> None:
    assert yes_no(text) is said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Alder VAT No: 123 4567 89", "Alder"),
        ("Alder (VAT Reg No GB 123456789)", "Alder"),
        ("Alder <sales@alder.example.org> 020 7946 0123", "Alder"),
        ("Alder 07700 900123", "Alder"),
        ("Alder +44 (0)1632 960123", "Alder"),
        ("Alder 01632960123", "Alder"),
        ("a@example.org", None),
        ("Alder 2024 Ltd 00123456", "Alder 2024 Ltd 00123456"),
        ("Ref INV-01632960123", "Ref INV-01632960123"),
        ("Road works 2023-24 at 100-200 High Street", "Road works 2023-24 at 100-200 High Street"),
    ],
)
def test_names_lose_what_identifies_a_person(text: str, left: str | None) -> None:
    assert public_words(text) == left
    assert words("a@example.org") == "a@example.org"
