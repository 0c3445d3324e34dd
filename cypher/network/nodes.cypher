// What is in the network of posts, bodies, partnerships and aims on this day?
//
// param  as_at         DATE = today   day the facts hold on
// column id      STRING   identifier
// column type    STRING   node type
// column name    STRING   name
// column kind    STRING   kind within the type, null when it has none
// column degree  INTEGER  things it is joined to on this day
MATCH (n:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)
WHERE coalesce(n.valid_from <= $as_at, true) AND coalesce(n.valid_to > $as_at, true)
  AND coalesce(n.status, '') <> 'conditional' AND coalesce(n.status, '') <> 'ended'
OPTIONAL MATCH (n)-[r]-(m:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)
WHERE type(r) <> 'STATED_IN' AND coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
  AND coalesce(m.status, '') <> 'conditional' AND coalesce(m.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH n, count(DISTINCT m) AS degree
RETURN n.id AS id, labels(n)[0] AS type, n.name AS name,
  coalesce(n.kind, n.level, n.commissioning_role) AS kind, degree AS degree
ORDER BY type, id
