"""Alignment: whether the plans of two bodies point the same way."""
