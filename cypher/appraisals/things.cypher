// What do sources say of an appraisal, its lines and their ranges, and of the bodies they name?
//
// One row for each statement of a thing.
//
// param  appraisal  STRING   Appraisal.id
// column type       STRING   node type
// column id         STRING   its identifier
// column name       STRING   its name
// column dataset    STRING   data set that says so
// column names      STRINGS  properties stated
// column said       STRINGS  their values as text, in the same order
MATCH path = (a:Appraisal {id: $appraisal})-[steps:APPRAISES|LINE_OF|RANGE_OF|PAID_BY|ACCRUES_TO|ATTRIBUTED_TO|VALUES*0..2]-(n)
WHERE length(path) < 2 AND coalesce(type(steps[0]) IN ['APPRAISES', 'LINE_OF'], true)
  OR type(steps[0]) = 'LINE_OF' AND NOT type(steps[1]) IN ['APPRAISES', 'LINE_OF']
WITH DISTINCT n
MATCH (n)-[r:STATED_IN]->(s:Source)
WITH n, r, s, [k IN keys(r) WHERE NOT k IN ['assertion', 'content', 'load', 'dataset']] AS names
RETURN labels(n)[0] AS type, n.id AS id, n.name AS name, r.dataset AS dataset, names AS names,
  [k IN names | toString(r[k])] AS said
ORDER BY type, id, s.id, r.locator, r.assertion
