// Which partnerships are there whose effectiveness can be asked for?
//
// param  as_at        DATE = null    day they hold on; null for any day
// param  partnership  STRING = null  Partnership.id; null for all
// column partnership  STRING  Partnership.id
// column name         STRING  name
MATCH (p:Partnership)
WHERE coalesce(p.id = $partnership, true)
  AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND ($as_at IS NULL OR NOT coalesce(p.status, '') IN ['conditional', 'ended'])
  AND (p.kind <> 'statutory' OR EXISTS { MATCH (p)-[any]-() WHERE NOT type(any) IN ['STATED_IN', 'COVERS'] })
RETURN p.id AS partnership, p.name AS name
ORDER BY name, partnership
