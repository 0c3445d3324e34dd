import os
import signal
import socket
import threading
import urllib.request

import pytest

from placegraph.dashboard.server import serve
from placegraph.errors import SettingsError


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serves_when_ready_and_returns_when_told_to_stop(place, stop):
    answers = []

    def visit(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                answers.append(response.status)
        finally:
            os.kill(os.getpid(), stop)

    before = signal.getsignal(stop)
    visitors = []

    def ready(url):
        visitors.append(threading.Thread(target=visit, args=(url,)))
        visitors[0].start()

    serve(place, host="127.0.0.1", port=0, ready=ready)
    visitors[0].join()

    assert answers == [200]
    assert signal.getsignal(stop) is before


def test_a_taken_port_is_one_line_that_says_what_to_do(place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match="set PLACEGRAPH_HTTP_PORT"):
            serve(place, host="127.0.0.1", port=port, ready=lambda _url: None)
