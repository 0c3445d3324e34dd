// Which aims does each partnership pursue?
//
// param  as_at         DATE = today   day the facts hold on
// column partnership       STRING  Partnership.id
// column partnership_name  STRING  name
// column aim               STRING  id of the aim, null when none is on record
// column aim_name          STRING  its text
// column source            STRING  Source.id
// column locator           STRING  place in the source
MATCH (p:Partnership)
OPTIONAL MATCH (p)-[r:PURSUES]->(a)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN p.id AS partnership, p.name AS partnership_name, a.id AS aim, a.name AS aim_name,
  r.source AS source, r.locator AS locator
ORDER BY partnership, aim, source, locator
