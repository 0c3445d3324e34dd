// What is said of one thing, by which source, where?
//
// At most 200 statements of one kind are listed: a buyer can have thousands of contracts. What one
// partner rates of another is not among them.
//
// param  type     STRING  node type
// param  id       STRING  identifier
// column fact        STRING  what is said: a property or a relationship
// column other       STRING  id at the other end, or null for a property
// column value       STRING  name at the other end, or the value
// column other_type  STRING  type at the other end, null for a property
// column outgoing    BOOLEAN true when the relationship starts here
// column valid_from  DATE    first day, null when not said
// column valid_to    DATE    first day it no longer holds, null when open
// column status      STRING  status, null when not said
// column note        STRING  note on the statement
// column source      STRING  Source.id
// column source_name STRING  title of the source
// column locator     STRING  place in the source
// column stated      INTEGER statements of that kind, listed or not
MATCH (n:Organisation|Partnership|CommissioningBody|Contract|GovernanceBody|Post|Outcome|Objective|Responsibility|Function|Programme|Procurement|WithheldPayee|PostPool {id: $id})
WHERE $type IN labels(n)
MATCH (n)-[r]-(m)
WHERE type(r) <> 'RATES'
WITH n, r, m
ORDER BY m.name, m.id, r.source, r.locator
WITH n, type(r) AS relation, startNode(r) AS start, labels(m)[0] AS joined, count(*) AS stated,
  collect([r, m]) AS pairs
UNWIND pairs[..200] AS pair
WITH n, pair[0] AS r, pair[1] AS m, stated
UNWIND CASE
  WHEN type(r) = 'STATED_IN' AND startNode(r) = n THEN [k IN keys(r) WHERE NOT k IN
    ['assertion', 'content', 'dataset', 'load', 'locator', 'source', 'note', 'status', 'valid_from',
      'valid_to', 'from_said', 'to_said'] | [k, toString(r[k])]]
  WHEN type(r) = 'STATED_IN' THEN []
  ELSE [[type(r), m.name]]
END AS said
OPTIONAL MATCH (s:Source {id: r.source})
WITH DISTINCT r, m, said, s, n, stated
RETURN said[0] AS fact, CASE WHEN type(r) = 'STATED_IN' THEN null ELSE m.id END AS other,
  said[1] AS value, CASE WHEN type(r) = 'STATED_IN' THEN null ELSE labels(m)[0] END AS other_type,
  startNode(r) = n AS outgoing, r.valid_from AS valid_from, r.valid_to AS valid_to,
  r.status AS status, r.note AS note, r.source AS source, s.name AS source_name,
  r.locator AS locator, stated AS stated
ORDER BY other_type DESC, fact, other, source, locator, outgoing
