// Which statutory partnerships cover which districts, and which police force area are they in?
//
// As the latest lookup before the day has it.
//
// param  as_at     DATE = today   day the facts hold on
// param  district  STRING = null  Area.id of a district, such as E07000078; null for all
// column partnership       STRING  Partnership.id
// column partnership_name  STRING  name
// column district          STRING  Area.id of an area it covers
// column district_name     STRING  its name
// column police_area       STRING  Area.id of the police force area, null when not on record
// column police_area_name  STRING  its name
// column since             DATE    day the statement holds from, null when not said
// column source            STRING  Source.id
// column locator           STRING  place in the source
MATCH (p:Partnership {kind: 'statutory'})-[r:COVERS]->(d:Area)
WHERE ($district IS NULL OR d.id = $district)
  AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH d, collect([p, r]) AS said, max(coalesce(r.valid_from, date('0001-01-01'))) AS latest
UNWIND said AS pair
WITH d, pair[0] AS p, pair[1] AS r, latest
WHERE coalesce(r.valid_from, date('0001-01-01')) = latest
OPTIONAL MATCH (d)-[w:PART_OF]->(f:Area {kind: 'police force area'})
WHERE coalesce(w.valid_from <= $as_at, true) AND coalesce(w.valid_to > $as_at, true)
  AND coalesce(w.status, '') <> 'conditional' AND coalesce(w.status, '') <> 'ended'
WITH p, r, d, f, w
ORDER BY coalesce(w.valid_from, date('0001-01-01')) DESC, f.id
WITH p, r, d, head(collect(f)) AS f
RETURN p.id AS partnership, p.name AS partnership_name, d.id AS district, d.name AS district_name,
  f.id AS police_area, f.name AS police_area_name, r.valid_from AS since, r.source AS source,
  r.locator AS locator
ORDER BY partnership, district, since, source, locator
