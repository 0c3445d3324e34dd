// Which outcomes and objectives have these ids?
//
// param  ids   STRINGS  Outcome.id or Objective.id
// column id    STRING   Outcome.id or Objective.id
// column kind  STRING   Outcome or Objective
// column name  STRING   text
MATCH (a:Outcome|Objective)
WHERE a.id IN $ids
RETURN a.id AS id, labels(a)[0] AS kind, a.name AS name
ORDER BY id, kind
