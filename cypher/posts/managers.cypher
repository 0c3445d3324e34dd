// Which posts, and pools of posts, are managed by which post on this day?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id of the manager; null for all
// column post          STRING   Post.id or PostPool.id
// column post_name     STRING   title
// column pool          BOOLEAN  true for several posts that are counted and not listed
// column fte           FLOAT    full-time equivalents in the pool; null for a post, or not known
// column manager       STRING   Post.id
// column manager_name  STRING   title
// column source        STRING   Source.id
// column locator       STRING   place in the source
MATCH (p:Post|PostPool)-[r:REPORTS_TO|POOL_REPORTS_TO]->(m:Post)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
  AND ($organisation IS NULL OR EXISTS { (m)-[:POST_IN]->(:Organisation {id: $organisation}) })
OPTIONAL MATCH (p:PostPool)-[held:POOL_IN_STRUCTURE]->(:Structure)
WHERE coalesce(held.valid_from <= $as_at, true) AND coalesce(held.valid_to > $as_at, true)
WITH p, r, m, max(held.fte) AS fte
RETURN DISTINCT p.id AS post, p.name AS post_name, p:PostPool AS pool, fte AS fte,
  m.id AS manager, m.name AS manager_name, r.source AS source, r.locator AS locator
ORDER BY post, manager, source, locator
