// What do sources say of themselves in one data set?
//
// param  dataset  STRING   data set
// column id       STRING   Source.id
// column names    STRINGS  properties stated
// column said     STRINGS  their values as text, in the same order
MATCH (n:Source)-[r:STATED_IN]->(:Source)
WHERE r.dataset = $dataset
WITH n, r, [k IN keys(r) WHERE NOT k IN ['assertion', 'content', 'load', 'dataset']] AS names
RETURN n.id AS id, names AS names, [k IN names | toString(r[k])] AS said
ORDER BY id, r.assertion
