// What joins what in the network on this day, and who says so?
//
// Published records, as network/nodes leaves them out, are not among it, nor what they were paid.
//
// param  as_at         DATE = today   day the facts hold on
// column from_type     STRING   type of the start
// column from_id       STRING   id of the start
// column relation      STRING   type of relationship
// column to_type       STRING   type of the end
// column to_id         STRING   id of the end
// column status        STRING   agreed if any says so, null if any states it as fact, else proposed
// column completeness  STRING   of a list of members, null for other relations
// column statements    INTEGER  statements that say so
// column sources       STRINGS  Source.id and place of each statement
MATCH (a:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)-[r]->(b:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)
WHERE NOT type(r) IN ['PAID', 'MADE_UNDER', 'RATES', 'REJECTED_LINK'] AND NOT (
    type(r) = 'PARTY_TO'
    AND (b.ocid IS NOT NULL OR b.reference IS NOT NULL OR coalesce(b.kind = 'grant agreement', false))
    AND NOT EXISTS { (b)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
  )
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended' AND coalesce(a.valid_from <= $as_at, true) AND coalesce(a.valid_to > $as_at, true)
  AND coalesce(a.status, '') <> 'conditional' AND coalesce(a.status, '') <> 'ended' AND coalesce(b.valid_from <= $as_at, true) AND coalesce(b.valid_to > $as_at, true)
  AND coalesce(b.status, '') <> 'conditional' AND coalesce(b.status, '') <> 'ended'
WITH a, b, type(r) AS relation, r
ORDER BY r.source, r.locator
WITH a, b, relation, collect(r.source + ' ' + r.locator) AS sources, collect(coalesce(r.status, 'stated')) AS statuses,
  min(r.completeness) AS completeness
RETURN labels(a)[0] AS from_type, a.id AS from_id, relation AS relation, labels(b)[0] AS to_type,
  b.id AS to_id,
  CASE WHEN 'agreed' IN statuses THEN 'agreed' WHEN 'stated' IN statuses THEN null ELSE 'proposed' END AS status, completeness AS completeness, size(sources) AS statements,
  sources AS sources
ORDER BY from_type, from_id, relation, to_type, to_id
