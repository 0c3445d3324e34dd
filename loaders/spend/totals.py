"""Tell the rows that add up others from payments."""

import re

from placegraph.loaders.identifiers import name_key
from placegraph.loaders.reading.text_tables import TableRow
from placegraph.loaders.reading.values import MONTHS
from placegraph.loaders.spend.columns import AMOUNT, DATE, PAYEE

_TOTAL = re.compile(r"(.* )?(sub)?totals?( .*)?")
#: A row of a total has no more filled cells than these: what it is of, the amount, a count.
_FEW = 3
_TOTAL_ALONE = re.compile(
    r"((sub|grand|overall|report|net|gross|page|monthly) ?)?totals?"
    r"( (spend|spending|expenditure|payments?|amount|value|paid|sum|for the month|net))?"
)
_TOTAL_OF = re.compile(
    rf"((sub|grand) ?)?totals? ((for|of|in|to|up to|on) .+|({'|'.join(MONTHS)})\b.*)"
    r"|.+ (sub ?)?totals?"
)


def totals(row: TableRow) -> bool:
    """Return whether a row without a date adds up others: it says so, or is but an amount."""
    labels = [name_key(text) for text in (row.first, row.get(PAYEE.name), row.get(DATE.name))]
    filled = row.filled
    if any(_TOTAL_ALONE.fullmatch(label) for label in labels):
        return True
    if filled <= _FEW and any(_TOTAL.fullmatch(label) for label in labels):
        return True
    return filled == 1 and bool(row.get(AMOUNT.name))


def says_total(row: TableRow) -> bool:
    """Return whether a row with a date calls itself a total, as no company is called.

    “Total for April” does and “Total Gas & Power” does not.
    """
    labels = {name_key(row.first), name_key(row.get(PAYEE.name))}
    return any(_TOTAL_ALONE.fullmatch(label) or _TOTAL_OF.fullmatch(label) for label in labels)
