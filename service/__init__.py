"""PlaceGraph: who leads, who pays, who gains and what breaks in a place's partnerships."""

from importlib.metadata import version

__version__ = version("placegraph")
