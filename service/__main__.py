"""Run ``python -m placegraph`` as the ``placegraph`` command."""

from placegraph.cli import main

main()
