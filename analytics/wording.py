"""Outcome texts and citations, put in one form so that they can be compared and counted."""

import re

import pandas as pd

_NOT_WORDS = re.compile(r"[^\w\s]|_")


def fold_text(text: str) -> str:
    """Return ``text`` in lower case, without punctuation, single-spaced.

    Two sources that print one outcome with and without a full stop mean the same outcome.
    Punctuation is dropped, not replaced by a space: ``well-maintained`` is ``wellmaintained``.

    >>> fold_text("Cheltenham's natural environment is  protected.")
    'cheltenhams natural environment is protected'
    """
    return " ".join(_NOT_WORDS.sub("", text).lower().split())


def distinct_texts(texts: pd.Series) -> int:
    """Count the distinct texts in ``texts`` once folded; missing texts are not counted."""
    return int(texts.dropna().map(fold_text).nunique())


def citations(sources: pd.Series, locators: pd.Series) -> str:
    """Return the citations of rows, each once, in order: ``S0:2241; S0:2257``."""
    cited = map(citation, sources, locators)
    return "; ".join(dict.fromkeys(one for one in cited if one))


def citation(source: str | None, locator: str | float | None) -> str:
    """Return ``source:locator``.

    A locator that already names its source, in either case, stays as it is; a missing locator
    leaves the source alone; a missing source cites nothing.
    """
    if pd.isna(source):
        return ""
    if pd.isna(locator) or str(locator) == "":
        return str(source)
    named = str(locator).casefold().startswith(f"{source}:".casefold())
    return str(locator) if named else f"{source}:{locator}"
