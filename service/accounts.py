"""Who is at the terminal."""

import getpass
from contextlib import suppress


def account() -> str:
    """Return the account of the operating system, or nothing where there is none."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""
