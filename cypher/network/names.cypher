// What is everything with these ids called, whatever day it is there?
//
// param  ids   STRINGS  identifiers
// column id    STRING   identifier
// column type  STRING   node type
// column name  STRING   name
// column kind  STRING   kind within the type, null when it has none
MATCH (n:Organisation|Post|Partnership|Contract|Outcome|Objective|Function|Responsibility|StatutoryRole|GovernanceBody)
WHERE n.id IN $ids
RETURN n.id AS id, labels(n)[0] AS type, n.name AS name, coalesce(n.kind, n.level) AS kind
ORDER BY id, type
