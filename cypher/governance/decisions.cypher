// Who takes which part in deciding on each outcome, programme and review?
//
// A decision on a programme that pursues an outcome is one on the outcome too.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column subject       STRING  Outcome.id or Programme.id
// column subject_name  STRING  its name
// column subject_kind  STRING  Outcome or Programme
// column decision      STRING  what is done in the decision
// column body          STRING  GovernanceBody.id or Post.id
// column body_name     STRING  its name
// column source        STRING  Source.id
// column locator       STRING  place in the source
MATCH (b)-[r:DECIDES]->(x:Outcome|Programme)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
OPTIONAL MATCH (x)-[p:PURSUES]->(o:Outcome)
WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended'
UNWIND CASE WHEN o IS NULL THEN [x] ELSE [x, o] END AS y
WITH DISTINCT b, r, y
WHERE $organisation IS NULL
  OR EXISTS { (y)-[:CONCERNS|SET_BY]->(:Organisation {id: $organisation}) }
RETURN y.id AS subject, y.name AS subject_name, labels(y)[0] AS subject_kind,
  r.decision AS decision, b.id AS body, b.name AS body_name, r.source AS source,
  r.locator AS locator
ORDER BY subject, decision, body, source, locator
