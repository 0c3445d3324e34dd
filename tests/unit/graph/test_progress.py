"""What a person who waits is shown."""

import pytest

from placegraph.graph.embedded.progress import Terminal


def test_without_a_terminal_a_bar_is_one_line_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Terminal().bar("Fetching [jars]", 100) as arrived:
        arrived(40)
        arrived(60)
    assert capsys.readouterr() == ("", "Fetching [jars]\n")
