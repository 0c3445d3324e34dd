// Who carries each statutory role on this day?
//
// param  as_at         DATE = today   day the facts hold on
// column role          STRING  StatutoryRole.id
// column role_name     STRING  name
// column post          STRING  Post.id, null when no source names one for this day
// column post_name     STRING  title
// column organisation  STRING  Organisation.id of the post
// column source        STRING  Source.id
// column locator       STRING  place in the source
MATCH (s:StatutoryRole)
OPTIONAL MATCH (p:Post)-[r:HOLDS_ROLE]->(s)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
OPTIONAL MATCH (p)-[:POST_IN]->(o:Organisation)
RETURN DISTINCT s.id AS role, s.name AS role_name, p.id AS post, p.name AS post_name, o.id AS organisation,
  r.source AS source, r.locator AS locator
ORDER BY role, organisation, post, source, locator
