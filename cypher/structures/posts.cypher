// Which posts does the structure of the day hold, at how many full-time equivalents?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column post            STRING   Post.id
// column name            STRING   title
// column structure       STRING   Structure.id
// column structure_name  STRING   name of the structure
// column fte             FLOAT    full-time equivalents, NaN when not said
// column counted         BOOLEAN  false when the source leaves it out of its totals
// column role            STRING   side of commissioning, null when not said
// column temporary       BOOLEAN  true when temporary, null when not said
// column vacant          BOOLEAN  true when vacant, null when not said
// column status          STRING   status of the statement
// column source          STRING   Source.id
// column locator         STRING   place in the source
MATCH (p:Post)-[r:IN_STRUCTURE]->(s:Structure)-[:STRUCTURE_OF]->(o:Organisation)
WHERE ($organisation IS NULL OR o.id = $organisation)
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(s.valid_from <= $as_at, true) AND coalesce(s.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'ended'
RETURN DISTINCT p.id AS post, p.name AS name, s.id AS structure, s.name AS structure_name, r.fte AS fte,
  r.counted AS counted, p.commissioning_role AS role, p.temporary AS temporary,
  p.vacant AS vacant, r.status AS status, r.source AS source, r.locator AS locator
ORDER BY structure, name, post, source, locator
