// Which county is each district in?
//
// As the latest lookup before the day has it; districts that ended before the day are left out.
//
// param  as_at     DATE = today   day the facts hold on
// param  district  STRING = null  Area.id of a district, such as E07000078; null for all
// column district       STRING   Area.id, a GSS code where the source gives one
// column district_name  STRING   name
// column county         STRING   Area.id of the county
// column county_name    STRING   its name
// column county_note    STRING   what to know about the county, null when nothing
// column since          DATE     day the statement holds from, null when not said
// column source         STRING   Source.id
// column locator        STRING   place in the source
MATCH (d:Area)-[r:PART_OF]->(c:Area {kind: 'county'})
WHERE ($district IS NULL OR d.id = $district)
  AND d.kind IN ['district', 'unitary']
  AND coalesce(d.valid_to > $as_at, true) AND coalesce(d.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH d, collect([c, r]) AS said, max(coalesce(r.valid_from, date('0001-01-01'))) AS latest
UNWIND said AS pair
WITH d, pair[0] AS c, pair[1] AS r, latest
WHERE coalesce(r.valid_from, date('0001-01-01')) = latest
RETURN d.id AS district, d.name AS district_name, c.id AS county, c.name AS county_name,
  c.note AS county_note, r.valid_from AS since, r.source AS source, r.locator AS locator
ORDER BY district, county, source, locator
