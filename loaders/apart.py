"""Make the statements of large files in a process of its own.

Making statements and keeping them take a core each then, and the reading of a large file ends
sooner by about a quarter. What the other process finds or fails on is known here when it has
ended, as if it had been read here. Files that are small, or not of a registered format, are read
in this process.

The other process runs this module and speaks pickle over its pipes: the request, then lists of
statements, then the findings or a failure.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import IO, Any

from placegraph.errors import UnreadableSource
from placegraph.graph.batch import Statement, statement
from placegraph.loaders.formats import FORMATS
from placegraph.loaders.published import REJECTS_KEPT, About, Findings, Format

#: Bytes from which the second process is worth the second it takes to start.
LARGE = 16 << 20
_TOGETHER = 500
_PIPE = 1 << 20
_FAULTS = (ArithmeticError, LookupError, RecursionError, SystemError, TypeError, ValueError)


@dataclass(frozen=True)
class _Failure:
    path: Path
    message: str


def statements(
    form: Format, paths: Sequence[Path], about: About, findings: Findings
) -> Generator[Statement]:
    """Yield what files of a format say, ready to be kept, until far too many rows are rejected.

    ``findings`` is filled by the end.

    Raises
    ------
    UnreadableSource
        If a file cannot be read, or is not of that format.

    """
    large = sum(path.stat().st_size for path in paths if path.is_file()) >= LARGE
    if large and FORMATS.get(form.name) is form:
        return _elsewhere(form, tuple(paths), about, findings)
    return _here(form, tuple(paths), about, findings)


def _here(
    form: Format, paths: tuple[Path, ...], about: About, findings: Findings
) -> Generator[Statement]:
    try:
        for said in form.statements(paths, about, findings):
            yield statement(said.fact, about.dataset, said.key)
            if findings.rejected > REJECTS_KEPT:
                return
    except OSError as error:
        path = Path(error.filename) if error.filename else paths[0]
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected to read it."
        ) from error
    except _FAULTS as error:
        # A file that somebody was sent may hold anything; whoever loads it is owed one clear error.
        what = str(error).splitlines()[0] if str(error) else ""
        raise UnreadableSource(
            paths[0],
            f"found something that the {form.name} loader fails on ({type(error).__name__}: "
            f"{what[:200]}), expected to read it or to say what is wrong with it; nothing was "
            "written. This is a fault of PlaceGraph: please report it.",
        ) from error


def _elsewhere(
    form: Format, paths: tuple[Path, ...], about: About, findings: Findings
) -> Generator[Statement]:
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pipesize=_PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((form.name, paths, about), process.stdin, 5)
            process.stdin.close()
            for said in _received(process.stdout, paths[0]):
                if isinstance(said, Findings):
                    for field in fields(said):
                        setattr(findings, field.name, getattr(said, field.name))
                    return
                yield from said
        except BrokenPipeError as error:
            raise _ended(paths[0]) from error
        finally:
            # Whoever asked may have stopped listening; what is still to come is not waited for.
            process.kill()


def _received(pipe: IO[bytes], path: Path) -> Iterator[list[Statement] | Findings]:
    while True:
        try:
            # Written by a process that this one started, to a pipe that only the two have.
            got: Any = pickle.load(pipe)  # noqa: S301
        except (EOFError, pickle.UnpicklingError) as error:
            raise _ended(path) from error
        if isinstance(got, _Failure):
            raise UnreadableSource(got.path, got.message)
        yield got


def _ended(path: Path) -> UnreadableSource:
    return UnreadableSource(
        path,
        "found that the process reading it ended before the file did, expected it to go on; "
        "nothing was written. Was it stopped, or is the machine short of memory? Load it again.",
    )


def main() -> None:
    """Answer one request on standard input, for the process that started this one."""
    # Ctrl-C reaches both processes; the other one ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    form, paths, about = pickle.load(sys.stdin.buffer)  # noqa: S301
    answer = sys.stdout.buffer
    # Something that prints must not break into the answer.
    sys.stdout = sys.stderr
    try:
        pickle.dump(_answer(FORMATS[form], paths, about, answer), answer, 5)
        answer.flush()
    except BrokenPipeError:
        # Nobody is there any more; and what is left to be flushed at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), answer.fileno())


def _answer(
    form: Format, paths: tuple[Path, ...], about: About, answer: IO[bytes]
) -> Findings | _Failure:
    findings = Findings()
    try:
        with closing(_here(form, paths, about, findings)) as said:
            while some := list(islice(said, _TOGETHER)):
                pickle.dump(some, answer, 5)
    except UnreadableSource as error:
        return _Failure(error.path, str(error).removeprefix(f"{error.path}: "))
    return findings


if __name__ == "__main__":
    # Pickle names what it sends by the module it is in, which has another name here.
    from placegraph.loaders import apart

    apart.main()
