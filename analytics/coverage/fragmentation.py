"""How far posts and outcomes fall apart without one post: Q16, as the key player problem."""

import pandas as pd

from placegraph.analytics.coverage.continuity import RELATIONS
from placegraph.analytics.coverage.moment import Moment

Ties = dict[str, set[str]]


def key_posts(now: Moment) -> pd.DataFrame:
    """Return, for each post, how far apart posts and outcomes fall without it.

    Posts and the outcomes they lead, are lead officer of or contribute to are nodes, joined by any
    of the three. Fragmentation is the share of pairs of nodes that no path joins, F = 1 -
    Σ s(s - 1) / (n(n - 1)) over the components, s being their sizes (Borgatti, *Identifying sets of
    key players in a social network*, Computational and Mathematical Organization Theory 12, 2006).
    Columns: post, name, outcomes (it is joined to), fragmentation (without it), before (with it);
    the posts that matter most first. None with fewer than two nodes left.
    """
    ties: Ties = {}
    names: dict[str, str] = {}
    for role in now.held(*RELATIONS):
        if role.holder_kind == "Post" and now.aims[role.target].kind == "outcome":
            # A post and an outcome may have one identifier; a node is one or the other.
            post, outcome = f"post {role.holder}", f"outcome {role.target}"
            ties.setdefault(post, set()).add(outcome)
            ties.setdefault(outcome, set()).add(post)
            names[post] = role.holder_name
    without = fragmentation_without_each(ties)
    whole = _pairs_joined(_component_sizes(ties))
    before = _share_parted(whole, len(ties))
    rows = [
        (post.removeprefix("post "), name, len(ties[post]), without[post], before)
        for post, name in names.items()
    ]
    rows.sort(key=lambda row: (-(row[3] or 0), row[0]))
    columns = ["post", "name", "outcomes", "fragmentation", "before"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def fragmentation_without_each(ties: Ties) -> dict[str, float | None]:
    """Return the fragmentation of a network without each of its nodes in turn.

    One walk in depth finds what each node holds together (Tarjan, *Depth-first search and linear
    graph algorithms*, SIAM Journal on Computing 1, 1972), so that the cost is that of the nodes and
    ties, whatever their number.
    """
    sizes = _component_sizes(ties)
    joined = _pairs_joined(sizes)
    found = {}
    for node, (component, parts) in _parts_without(ties, sizes).items():
        left = joined - component * (component - 1) + sum(s * (s - 1) for s in parts)
        found[node] = _share_parted(left, len(ties) - 1)
    return found


def _share_parted(joined: int, nodes: int) -> float | None:
    return None if nodes < 2 else 1 - joined / (nodes * (nodes - 1))


def _pairs_joined(sizes: dict[str, int]) -> int:
    return sum(size * (size - 1) for size in sizes.values())


def _component_sizes(ties: Ties) -> dict[str, int]:
    """Return the size of each component by its first node."""
    seen: set[str] = set()
    sizes = {}
    for root in ties:
        if root in seen:
            continue
        seen.add(root)
        reached = [root]
        for node in reached:
            new = ties[node] - seen
            seen |= new
            reached.extend(new)
        sizes[root] = len(reached)
    return sizes


def _parts_without(ties: Ties, sizes: dict[str, int]) -> dict[str, tuple[int, list[int]]]:
    """Return for each node the size of its component and of the parts it falls into without it."""
    order: dict[str, int] = {}
    found: dict[str, tuple[int, list[int]]] = {}
    for root, component in sizes.items():
        order[root] = len(order)
        low, below, cut = {root: order[root]}, {root: 1}, {root: list[int]()}
        path = [(root, root, iter(ties[root]))]
        while path:
            node, parent, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                if node != root:
                    low[parent] = min(low[parent], low[node])
                    below[parent] += below[node]
                    # Nothing below this node reaches above its parent, which alone holds it.
                    if low[node] >= order[parent]:
                        cut[parent].append(below[node])
            elif following not in order:
                order[following] = low[following] = len(order)
                below[following], cut[following] = 1, []
                path.append((following, node, iter(ties[following])))
            elif following != parent:
                low[node] = min(low[node], order[following])
        for node, parts in cut.items():
            rest_of_it = component - 1 - sum(parts)
            found[node] = (component, [*parts, rest_of_it] if rest_of_it else parts)
    return found
