// Which published contracts, grants, payments and pools of posts is one thing joined to on this day?
//
// Also who else is a party to the same contract or process; 1,000 connections at most.
//
// param  type     STRING             node type
// param  id       STRING             identifier
// param  as_at    DATE = today       day the facts hold on
// column from_type     STRING   type of the start
// column from_id       STRING   id of the start
// column from_name     STRING   its name
// column from_kind     STRING   its kind, null when it has none
// column relation      STRING   type of relationship
// column to_type       STRING   type of the end
// column to_id         STRING   id of the end
// column to_name       STRING   its name
// column to_kind       STRING   its kind, null when it has none
// column status        STRING   agreed if any says so, null if any states it as fact, else proposed
// column completeness  STRING   null: there is no list of members
// column statements    INTEGER  statements that say so
// column sources       STRINGS  Source.id and place of each statement
MATCH (f:Organisation|Contract|Procurement|WithheldPayee|PostPool|Post {id: $id})
WHERE $type IN labels(f)
MATCH path = (f)-[steps:PARTY_TO|PAID|PROCURES|AWARDED_THROUGH|MADE_UNDER|POOL_REPORTS_TO|POOL_IN*1..2]-(x)
WHERE (length(path) = 1 OR labels(nodes(path)[1])[0] IN ['Contract', 'Procurement'])
  AND all(n IN nodes(path) WHERE coalesce(n.valid_from <= $as_at, true)
    AND coalesce(n.valid_to > $as_at, true) AND coalesce(n.status, '') <> 'conditional'
    AND coalesce(n.status, '') <> 'ended')
UNWIND steps AS r
WITH DISTINCT r
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH startNode(r) AS a, endNode(r) AS b, type(r) AS relation, r
ORDER BY r.source, r.locator
WITH a, b, relation, collect(r.source + ' ' + r.locator) AS sources,
  collect(coalesce(r.status, 'stated')) AS statuses
RETURN labels(a)[0] AS from_type, a.id AS from_id, a.name AS from_name, a.kind AS from_kind,
  relation AS relation, labels(b)[0] AS to_type, b.id AS to_id, b.name AS to_name,
  b.kind AS to_kind,
  CASE WHEN 'agreed' IN statuses THEN 'agreed' WHEN 'stated' IN statuses THEN null ELSE 'proposed' END AS status,
  null AS completeness, size(sources) AS statements, sources AS sources
ORDER BY from_type, from_id, relation, to_type, to_id
LIMIT 1000
