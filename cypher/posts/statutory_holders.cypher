// Which statutory roles do the posts of each council with a structure hold, for certain or on a condition?
//
// A council none of whose posts holds a role has one row without one.
//
// param  as_at              DATE = today   day the facts hold on
// param  organisation       STRING = null  Organisation.id; null for all
// column organisation       STRING   Organisation.id of the council
// column organisation_name  STRING   its name
// column organisation_kind  STRING   its kind
// column role               STRING   StatutoryRole.id, null when no source names a holder
// column role_name          STRING   name of the role
// column post               STRING   Post.id of the holder
// column post_name          STRING   its title
// column status             STRING   conditional when it depends on something, otherwise as stated
// column source             STRING   Source.id
// column locator            STRING   place in the source
MATCH (o:Organisation)<-[:STRUCTURE_OF]-(s:Structure)
WHERE ($organisation IS NULL OR o.id = $organisation)
  AND coalesce(s.valid_from <= $as_at, true) AND coalesce(s.valid_to > $as_at, true)
WITH DISTINCT o
OPTIONAL MATCH (o)<-[:POST_IN]-(p:Post)-[r:HOLDS_ROLE]->(t:StatutoryRole)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'ended'
RETURN DISTINCT o.id AS organisation, o.name AS organisation_name, o.kind AS organisation_kind,
  t.id AS role, t.name AS role_name, p.id AS post, p.name AS post_name, r.status AS status,
  r.source AS source, r.locator AS locator
ORDER BY organisation, role, post, source, locator
