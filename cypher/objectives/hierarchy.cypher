// Which aims fall under which, and who says so?
//
// param  as_at      DATE = today  day the facts hold on
// column part       STRING  id of the aim that falls under another
// column part_name  STRING  its text
// column part_kind  STRING  Outcome, Objective or Responsibility
// column whole      STRING  id of the aim above
// column status     STRING  proposed when an analyst's reading
// column source     STRING  Source.id
// column locator    STRING  place in the source
MATCH (a:Outcome|Objective|Responsibility)-[r:PART_OF]->(b:Objective)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN a.id AS part, a.name AS part_name, labels(a)[0] AS part_kind, b.id AS whole,
  r.status AS status, r.source AS source, r.locator AS locator
ORDER BY whole, part, source, locator
