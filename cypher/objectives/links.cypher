// Which aims are said to support, or work against, which others?
//
// param  as_at         DATE = today  day the facts hold on
// column lower         STRING   id of the aim that supports
// column lower_name    STRING   its text
// column lower_body    STRING   id of the body that set it, null when not said
// column upper         STRING   id of the aim supported
// column upper_name    STRING   its text
// column upper_body    STRING   id of the body that set it, null when not said
// column score         INTEGER  -3 cancels to 3 indivisible
// column status        STRING   proposed (unless somebody has rejected it) or agreed
// column basis         STRING   what the judgement rests on
// column asserted_by   STRING   role of whoever judged it
// column source        STRING   Source.id
// column locator       STRING   place in the source
MATCH (a)-[r:ALIGNS_WITH]->(b)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND NOT (r.status = 'proposed' AND EXISTS { MATCH (a)-[:REJECTED_LINK]->(b) })
OPTIONAL MATCH (a)-[:SET_BY]->(c)
OPTIONAL MATCH (b)-[:SET_BY]->(d)
RETURN DISTINCT a.id AS lower, a.name AS lower_name, c.id AS lower_body, b.id AS upper,
  b.name AS upper_name, d.id AS upper_body, r.score AS score, r.status AS status,
  r.basis AS basis, r.asserted_by AS asserted_by, r.source AS source, r.locator AS locator
ORDER BY lower, upper, status, source, locator, lower_body, upper_body
