// Who is responsible for which phase of the commissioning cycle, in each review?
//
// Reviews are programmes of kind exercise or review, and whatever a source names a phase of. One for which no
// source names anybody has one row without a phase.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column subject       STRING  Programme.id or Outcome.id
// column subject_name  STRING  its name
// column subject_kind  STRING  Programme or Outcome
// column phase         STRING  analyse, plan, do or review; null when no source names anybody
// column holder        STRING  Post.id or Organisation.id
// column holder_name   STRING  its name
// column source        STRING  Source.id
// column locator       STRING  place in the source
MATCH (x:Programme|Outcome)
WHERE coalesce(x.valid_from <= $as_at, true) AND coalesce(x.valid_to > $as_at, true)
  AND coalesce(x.status, '') <> 'conditional' AND coalesce(x.status, '') <> 'ended'
  AND (
    $organisation IS NULL
    OR EXISTS { (x)-[:CONCERNS|SET_BY]->(:Organisation {id: $organisation}) }
  )
OPTIONAL MATCH (h)-[r:LEADS_PHASE]->(x)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH x, h, r
WHERE r IS NOT NULL OR toLower(x.kind) IN ['exercise', 'review']
RETURN x.id AS subject, x.name AS subject_name, labels(x)[0] AS subject_kind, r.phase AS phase,
  h.id AS holder, h.name AS holder_name, r.source AS source, r.locator AS locator
ORDER BY subject, phase, holder, source, locator
