"""What is taken out of words so that nobody can be reached by them, and what stays."""

import pytest

from placegraph.loaders.contact_details import without_contacts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Cleaning - contact Jane Roe jane.roe@x.example", "Cleaning"),
        ("Cleaning, Jane Roe <j.roe@x.example>", "Cleaning"),
        ("Parks (Jane Roe jane.roe@x.example)", "Parks"),
        ("Call 01234 567890 or jane@x.example", ""),
        ("Acme Ltd (info@acme.example, 020 7946 0018, VAT no. GB 123 4567 89)", "Acme Ltd"),
        ("Acme Ltd (Leeds, tel 0113 496 0000)", "Acme Ltd (Leeds)"),
        ("Acme Ltd +44 (0)20 7946 0018", "Acme Ltd"),
        ("Acme Ltd Tel: 01234567890", "Acme Ltd"),
        ("info@acme.example", ""),
    ],
)
def test_contact_details_go_with_the_words_that_lead_to_them(text: str, kept: str) -> None:
    assert without_contacts(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Contact Centre Services 2024/25",
        "Works 01/04/2024 - 31/03/2025, lot 0012345678",
        "Value 123456 (ex VAT)",
        "Lot 01 2024 5678",
        "",
    ],
)
def test_other_words_and_numbers_stay(text: str) -> None:
    assert without_contacts(text) == text
