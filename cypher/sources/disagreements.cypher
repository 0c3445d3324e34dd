// Where do statements of one thing give it different values?
//
// column type      STRING   node type
// column id        STRING   identifier
// column property  STRING   property that differs
// column values    STRINGS  the values, each with its source and place
MATCH (n)-[r:STATED_IN]->(s:Source)
WHERE COUNT { (n)-[:STATED_IN]->() } > 1
UNWIND [k IN keys(r) WHERE NOT k IN
  ['assertion', 'content', 'dataset', 'load', 'locator', 'source', 'note', 'status', 'valid_from',
    'valid_to', 'from_said', 'to_said']] AS property
WITH n, property, toString(r[property]) AS value, s.id + ' ' + r.locator AS place
ORDER BY value, place
WITH n, property, collect(DISTINCT value) AS distinct_values,
  collect(DISTINCT value + ' (' + place + ')') AS said
WHERE size(distinct_values) > 1
RETURN labels(n)[0] AS type, n.id AS id, property AS property, said AS values
ORDER BY type, id, property
