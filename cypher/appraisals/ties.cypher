// How do sources join an appraisal, its lines, their ranges and the bodies they name?
//
// One row for each statement.
//
// param  appraisal  STRING   Appraisal.id
// column type       STRING   relationship type
// column from_type  STRING   type of the start
// column from_id    STRING   id of the start
// column to_type    STRING   type of the end
// column to_id      STRING   id of the end
// column dataset    STRING   data set that says so
// column names      STRINGS  properties stated
// column said       STRINGS  their values as text, in the same order
MATCH path = (a:Appraisal {id: $appraisal})-[steps:APPRAISES|LINE_OF|RANGE_OF|PAID_BY|ACCRUES_TO|ATTRIBUTED_TO|VALUES*1..2]-()
WHERE length(path) = 1 AND type(steps[0]) IN ['APPRAISES', 'LINE_OF']
  OR type(steps[0]) = 'LINE_OF' AND NOT type(steps[1]) IN ['APPRAISES', 'LINE_OF']
WITH DISTINCT last(steps) AS r
WITH r, startNode(r) AS b, endNode(r) AS c,
  [k IN keys(r) WHERE NOT k IN
    ['assertion', 'content', 'load', 'dataset', 'from_said', 'to_said']] AS names
RETURN type(r) AS type, labels(b)[0] AS from_type, coalesce(r.from_said, b.id) AS from_id,
  labels(c)[0] AS to_type, coalesce(r.to_said, c.id) AS to_id, r.dataset AS dataset,
  names AS names, [k IN names | toString(r[k])] AS said
ORDER BY type, from_id, to_id, r.source, r.locator, r.assertion
