"""The dashboard as people meet it: the real command, a real Neo4j and a real Chromium."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from placegraph.graph.store import Neo4jStore
from placegraph.settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Neo4j plans each query when it is first asked, and the machine may have other work to do.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "no Chromium was found: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium: str
) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def served(bundled_settings: Settings, bundled_store: Neo4jStore) -> Iterator[str]:
    """Yield the address of `placegraph serve` over the bundled data."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")},
        "PLACEGRAPH_HOME": str(bundled_settings.home),
        "PLACEGRAPH_HTTP_PORT": "0",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "placegraph", "serve"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr
        said = []
        for line in server.stderr:
            said.append(line)
            if found := re.search(r"http://\S+?:\d+", line):
                break
        else:
            pytest.fail(f"placegraph serve did not start: {''.join(said)}")
        yield found.group()
        server.terminate()
        server.stderr.read()
        assert server.wait(timeout=20) == 0


@pytest.fixture(scope="session")
def base_url(served: str) -> str:
    """Return where pages are; the plugin's own fixture is written in a way pytest deprecates."""
    return served


class Complaints:
    """What a visit must not bring: errors in the console, failed requests, strangers' servers."""

    def __init__(self, page: Page, home: str) -> None:
        self.found: list[str] = []
        self.home = home
        page.on("console", lambda m: self._add(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self._add(str(error)))
        page.on("response", lambda r: self._add(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("requestfailed", lambda r: self._failed(r.url, str(r.failure)))
        page.on("request", lambda r: None if self._ours(r.url) else self._add(f"asked {r.url}"))

    def _add(self, said: str) -> None:
        self.found.append(said)

    def _ours(self, url: str) -> bool:
        return url.startswith((self.home, "data:", "blob:"))

    def _failed(self, url: str, why: str) -> None:
        # A page left before it has answered cancels its requests.
        if "ERR_ABORTED" not in why:
            self._add(f"failed {url}: {why}")


@pytest.fixture
def complaints(page: Page, served: str) -> Complaints:
    return Complaints(page, served)
