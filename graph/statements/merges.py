"""Cypher text for decisions that two organisations are one, or are not.

When one organisation stands for another, the statements about the other are moved to it, each
marked with the id it was said of, so that every one of them can be moved back.
"""


def constraints() -> tuple[str, ...]:
    """Return the constraint of the decisions, safe to run again."""
    return ("CREATE CONSTRAINT Decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE",)


def decide() -> str:
    """Return the keeping of a decision; ``$decision`` holds its properties."""
    return """\\
MERGE (d:Decision {id: $decision.id})
SET d = $decision, d.decided_at = datetime()"""


def forget() -> str:
    """Return the removal of a decision."""
    return """\\
MATCH (d:Decision {id: $id})
DELETE d"""


def accepted() -> str:
    """Return the search for the organisations that another stands for."""
    return """\\
MATCH (d:Decision {verdict: 'accepted'})
RETURN d.other AS other, d.kept AS kept"""


def decision() -> str:
    """Return the search for one decision."""
    return """\\
MATCH (d:Decision {id: $id})
RETURN d.verdict AS verdict, d.kept AS kept, d.other AS other"""


def names() -> str:
    """Return the search for organisations by ``$ids``."""
    return """\\
MATCH (o:Organisation)
WHERE o.id IN $ids
RETURN o.id AS id, o.name AS name, o.kind AS kind, o.identifiers AS identifiers"""


def move_starts(name: str) -> str:
    """Return the move of statements that begin at organisation ``$from`` to ``$to``.

    With ``$said``, only those that were said of one of these ids.
    """
    return f"""\\
MATCH (old:Organisation {{id: $from}})-[r:{name}]->(b)
WHERE $said IS NULL OR r.from_said IN $said
MATCH (new:Organisation {{id: $to}})
CREATE (new)-[moved:{name}]->(b)
SET moved = properties(r), moved.from_said = {_mark("r.from_said")}
DELETE r"""


def move_ends(name: str) -> str:
    """Return the move of statements that end at organisation ``$from`` to ``$to``."""
    return f"""\\
MATCH (a)-[r:{name}]->(old:Organisation {{id: $from}})
WHERE $said IS NULL OR r.to_said IN $said
MATCH (new:Organisation {{id: $to}})
CREATE (a)-[moved:{name}]->(new)
SET moved = properties(r), moved.to_said = {_mark("r.to_said")}
DELETE r"""


def _mark(said: str) -> str:
    original = f"coalesce({said}, $from)"
    return f"CASE WHEN {original} = $to THEN null ELSE {original} END"


def make() -> str:
    """Return the making of an organisation that statements are moved back to."""
    return "MERGE (:Organisation {id: $id})"
