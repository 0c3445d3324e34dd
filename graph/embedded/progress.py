"""How a long step is shown to the person who waits for it."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from rich import progress as bars
from rich.console import Console


class Progress(Protocol):
    """Tells the person at the terminal what takes time."""

    def say(self, text: str) -> None:
        """Say one line."""

    def bar(self, text: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Show a bar of ``total`` bytes; what it yields is called with the bytes that arrived."""


class Silence:
    """Shows nothing: for tests, and for callers with their own way of telling."""

    def say(self, text: str) -> None:
        """Say nothing."""

    @contextlib.contextmanager
    def bar(self, text: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show nothing."""
        yield lambda _amount: None


class Terminal:
    """Writes to stderr: a bar on a terminal, one line where there is none."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """Print the line."""
        self._console.print(text, markup=False)

    @contextlib.contextmanager
    def bar(self, text: str, total: int) -> Iterator[Callable[[int], None]]:
        """Draw a bar with what arrived and the time left; without a terminal, print ``text``."""
        if not self._console.is_terminal:
            self.say(text)
            yield lambda _amount: None
            return
        columns = (
            bars.TextColumn("{task.description}"),
            bars.BarColumn(),
            bars.DownloadColumn(),
            bars.TimeRemainingColumn(),
        )
        with bars.Progress(*columns, console=self._console, transient=True) as drawn:
            task = drawn.add_task(text, total=total)
            yield lambda amount: drawn.advance(task, amount)
