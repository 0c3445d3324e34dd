"""Effectiveness: how well a partnership works, beside its return and never part of it."""
