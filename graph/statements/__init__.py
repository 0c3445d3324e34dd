"""Cypher text for every write, made from the declarations; values travel as parameters."""
