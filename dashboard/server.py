"""Serve the dashboard: gunicorn's threaded worker, in this process.

A Neo4j driver must not be shared across a fork, so gunicorn's master, which forks, is left out:
its worker alone answers, with threads, and the store it was given stays in the process that made
it. Ctrl-C and SIGTERM let requests under way finish, then return.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.sock import TCP6Socket, TCPSocket
from gunicorn.workers.gthread import ThreadWorker

from placegraph.dashboard.app import create_app
from placegraph.errors import PlaceGraphError, SettingsError
from placegraph.graph.store import Store

THREADS = 12
GRACE_S = 3
BACKLOG = 128
ASK_EVERY_S = 3


def serve(
    store: Store,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    alive: Callable[[], bool] = lambda: True,
) -> bool:
    """Serve the dashboard over ``store`` until Ctrl-C or SIGTERM, then return True.

    Port 0 takes a free one. ``ready`` is called once, with the address, when it answers. ``alive``
    is asked every few seconds whether the store still has its Neo4j; when it has not, serving ends
    and False is returned. Only the main thread can serve, because only it receives signals.

    Raises
    ------
    SettingsError
        If the port is taken, or the address is not one of this machine.
    PlaceGraphError
        If the dashboard does not answer its own first request.

    """
    with _listening(host, port) as listening, _signals():
        url = _url(host, listening.getsockname()[1])
        application = _Application(create_app(store).server, lambda: ready(url))
        config, log = application.cfg, application.cfg.logger_class(application.cfg)
        kind = TCPSocket if listening.family == socket.AF_INET else TCP6Socket
        listener = kind((host, port), config, log, fd=listening.detach())
        worker = _Worker(0, os.getppid(), [listener], application, config.timeout, config, log)
        worker.ask_alive = alive
        try:
            worker.init_process()
        finally:
            worker.tmp.close()
            listener.close()
        return not worker.bereft


class _Application(BaseApplication):  # type: ignore[misc]
    """The WSGI application with gunicorn's settings, and what to do once it answers."""

    def __init__(self, server: Flask, ready: Callable[[], None]) -> None:
        self.server = server
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "error",
            "graceful_timeout": GRACE_S,
            "keepalive": GRACE_S,
            "post_worker_init": self.warm,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.server

    def warm(self, worker: ThreadWorker) -> None:
        """Make the first request, which registers Dash's scripts, before anyone else can."""
        status = self.server.test_client().get("/").status_code
        if status != 200:
            raise PlaceGraphError(
                f"dashboard: found that its first page answers {status}, expected 200."
            )
        self.ready()


class _Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker without a master above it."""

    alive: bool
    ask_alive: Callable[[], bool]
    bereft = False
    _asked_at = 0.0

    def notify(self) -> None:
        """Tell that this worker lives, and end it when what it serves from does not."""
        super().notify()
        now = time.monotonic()
        if now - self._asked_at < ASK_EVERY_S:
            return
        self._asked_at = now
        if self.alive and not self.ask_alive():
            self.bereft = True
            self.alive = False

    def is_parent_alive(self) -> bool:
        """Carry on when the shell that started this is closed."""
        return True

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Stop on Ctrl-C as on SIGTERM: return instead of ending the process."""
        self.handle_exit(sig, frame)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SettingsError(
            f"{_url(host, port)}: found that it cannot be listened on "
            f"({error.strerror or error}), expected a free port of this machine; stop what uses "
            "it, or set PLACEGRAPH_HTTP_PORT (0 takes any free port) or PLACEGRAPH_HTTP_HOST."
        ) from error


@contextmanager
def _signals() -> Iterator[None]:
    """Give signals back to whoever had them."""
    before = {number: signal.getsignal(number) for number in ThreadWorker.SIGNALS}
    try:
        yield
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)  # noqa: S104
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
