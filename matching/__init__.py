"""Which organisations of a graph may be one and the same: suggestions, never decisions.

Names and register identifiers in, scored suggestions with evidence in words out. Nothing here
opens a store, and nothing is ever merged here.
"""
