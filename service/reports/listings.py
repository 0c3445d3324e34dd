"""What there is: the catalogue of queries, and the engine."""

from collections.abc import Mapping

import pandas as pd

from placegraph.cypher import Query
from placegraph.graph.engines import EngineStatus


def catalogue_frame(queries: Mapping[str, Query]) -> pd.DataFrame:
    """Return the catalogue as a table: query, question, parameters."""
    return pd.DataFrame(
        [
            {
                "query": query.name,
                "question": query.question,
                "parameters": ", ".join(
                    p.name + ("" if p.default is None else f"={p.default}")
                    for p in query.parameters
                ),
            }
            for query in queries.values()
        ],
        columns=["query", "question", "parameters"],
    )


def engine(status: EngineStatus) -> str:
    """Say in one line whether the embedded Neo4j runs, where, and who uses it."""
    line = f"Neo4j {status.version} is {status.condition}; data in {status.home}"
    if status.uri:
        line += f"; {status.uri}, process {status.pid}"
    if status.clients:
        line += f"; used by {', '.join(map(str, status.clients))}"
    return line + ("; kept until `placegraph db stop`" if status.kept else "")
