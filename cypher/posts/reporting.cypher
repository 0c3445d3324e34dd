// Which post reports to which on this day?
//
// param  as_at         DATE = today   day the facts hold on
// param  structure     STRING = null  Structure.id, for posts that it holds; null for all
// column post          STRING  Post.id
// column post_name     STRING  title
// column post_kind     STRING  side of commissioning, null when not said
// column manager       STRING  Post.id
// column manager_name  STRING  title
// column manager_kind  STRING  side of commissioning, null when not said
// column source        STRING  Source.id
// column locator       STRING  place in the source
MATCH (p:Post)-[r:REPORTS_TO]->(m:Post)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
  AND ($structure IS NULL OR (
    EXISTS { (p)-[:IN_STRUCTURE]->(:Structure {id: $structure}) }
    AND EXISTS { (m)-[:IN_STRUCTURE]->(:Structure {id: $structure}) }
  ))
RETURN p.id AS post, p.name AS post_name, p.commissioning_role AS post_kind, m.id AS manager,
  m.name AS manager_name, m.commissioning_role AS manager_kind, r.source AS source,
  r.locator AS locator
ORDER BY post, manager, source, locator
