// Which post manages which function on this day?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column post           STRING   Post.id
// column post_name      STRING   title
// column function       STRING   Function.id
// column function_name  STRING   name
// column status         STRING   conditional when it may move, otherwise as stated
// column source         STRING   Source.id
// column locator        STRING   place in the source
MATCH (p:Post)-[r:MANAGES]->(f:Function)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'ended'
  AND ($organisation IS NULL OR EXISTS { (p)-[:POST_IN]->(:Organisation {id: $organisation}) })
RETURN p.id AS post, p.name AS post_name, f.id AS function, f.name AS function_name,
  r.status AS status, r.source AS source, r.locator AS locator
ORDER BY post, function, source, locator
