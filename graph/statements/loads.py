"""Cypher text for the records that PlaceGraph keeps of its own loads.

A :class:`~placegraph.graph.batch.Load` is a node; so is each data set, which says which of its
loads is in force and which is being written; so is each page of what a load replaced, so that it
can be taken back.
"""

BEING_TAKEN_BACK = "being taken back"


def constraints() -> tuple[str, ...]:
    """Return the constraints and indexes of the records, each safe to run again."""
    return (
        "CREATE CONSTRAINT Load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT Dataset_id IF NOT EXISTS FOR (n:Dataset) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX Replaced_load IF NOT EXISTS FOR (n:Replaced) ON (n.load)",
    )


def take() -> str:
    """Return the taking of a data set for writing: whoever had it before writes no more."""
    return """\
OPTIONAL MATCH (l:Load {dataset: $dataset})
WITH l
ORDER BY l.loaded_at DESC
WITH head(collect(l.id)) AS before_datasets_were_kept
MERGE (d:Dataset {id: $dataset})
ON CREATE SET d.current = before_datasets_were_kept
SET d.token = $token, d.part = 0
RETURN d.current AS current, d.writing AS writing"""


def begin() -> str:
    """Return the record that a load begins; ``$load`` holds its properties."""
    return """\
MATCH (d:Dataset {id: $dataset})
MERGE (l:Load {id: $load.id})
ON CREATE SET l.began_at = datetime(), l.previous = coalesce(d.writing, d.current),
  l.replaces = d.current
SET l += $load, l.state = 'unfinished', d.writing = l.id"""


def turn() -> str:
    """Return the check that a part is still to be written, by whoever holds ``$token``."""
    return """\
MATCH (d:Dataset {id: $dataset})
SET d.part = d.part
WITH d
RETURN d.token = $token AS mine, d.part >= $part AS done"""


def part() -> str:
    """Return the record that a part is written, and what it did."""
    return """\
MATCH (d:Dataset {id: $dataset})
MATCH (l:Load {id: $load})
SET d.part = $part, l.new = coalesce(l.new, 0) + $new,
  l.changed = coalesce(l.changed, 0) + $changed, l.pruned = coalesce(l.pruned, 0) + $pruned"""


def finish() -> str:
    """Return the record that a load is whole and in force.

    The token stays, so that who lost the answer to the last part finds that it was written.
    """
    return """\
MATCH (d:Dataset {id: $dataset})
MATCH (l:Load {id: $load})
SET l.state = 'complete', l.loaded_at = datetime(), d.current = l.id
REMOVE d.writing"""


def give_up() -> str:
    """Return the removal of the record of a load of which nothing was written."""
    return """\
MATCH (d:Dataset {id: $dataset, token: $token, part: 0})
MATCH (l:Load {id: d.writing})
WHERE NOT EXISTS { MATCH (:Replaced {load: l.id}) } AND coalesce(l.new, 0) = 0
SET d.writing = CASE WHEN l.previous = d.current THEN null ELSE l.previous END
REMOVE d.token, d.part
DELETE l
WITH d
WHERE d.current IS NULL AND d.writing IS NULL
DELETE d"""


def find() -> str:
    """Return the search for loads by ``$ids``."""
    return """\
MATCH (l:Load)
WHERE l.id IN $ids
RETURN properties(l) AS load"""


def of_dataset() -> str:
    """Return the search for the load of ``$dataset`` that is in force or being written."""
    return """\
MATCH (d:Dataset {id: $dataset})
OPTIONAL MATCH (l:Load {id: coalesce(d.writing, d.current)})
RETURN d.current AS current, d.writing AS writing, properties(l) AS load"""


def replaced() -> str:
    """Return the keeping of one page of what a load changed or pruned."""
    return "CREATE (:Replaced {load: $load, page: $page})"


def pages() -> str:
    """Return the search for the next page of what ``$load`` replaced."""
    return """\
MATCH (p:Replaced {load: $load})
RETURN elementId(p) AS element, p.page AS page
LIMIT 1"""


def drop_page() -> str:
    """Return the removal of a page that has been put back."""
    return """\
MATCH (p:Replaced)
WHERE elementId(p) = $element
DELETE p"""


def said_by(name: str) -> str:
    """Return the search for the statements of one type that ``$load`` wrote."""
    return f"""\
MATCH ()-[r:{name} {{dataset: $dataset}}]->()
WHERE r.load = $load
RETURN elementId(r) AS element"""


def put_back(name: str, from_type: str, to_type: str) -> str:
    """Return the putting back of replaced statements as they were; each row has both ids, said."""
    return f"""\
UNWIND $rows AS row
MERGE (a:{from_type} {{id: row.from_id}})
MERGE (b:{to_type} {{id: row.to_id}})
CREATE (a)-[new:{name}]->(b)
SET new = row.said"""


def taking_back() -> str:
    """Return the record that a load is being taken back, so that a half undone one is known."""
    return f"""\
MATCH (l:Load {{id: $load}})
SET l.state = '{BEING_TAKEN_BACK}'"""


def forget() -> str:
    """Return the removal of a load that has been taken back; the one before is in force again."""
    return """\
MATCH (d:Dataset {id: $dataset})
MATCH (l:Load {id: $load})
OPTIONAL MATCH (before:Load {id: l.previous})
WITH d, l, l.replaces AS current,
  CASE WHEN before.state = 'unfinished' THEN before.id END AS writing
DELETE l
SET d.current = current, d.writing = writing
REMOVE d.token, d.part
WITH d
WHERE d.current IS NULL AND d.writing IS NULL
DELETE d"""
