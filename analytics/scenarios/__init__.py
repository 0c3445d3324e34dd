"""Restructure scenarios: ordered changes to a dated baseline, never written to the graph."""
