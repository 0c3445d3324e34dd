// Which posts sit on which partnerships and governance bodies on this day?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id of the post; null for all
// column post       STRING  Post.id
// column post_name  STRING  title
// column body       STRING  Partnership.id or GovernanceBody.id
// column body_name  STRING  its name
// column role       STRING  role as worded, null when not said
// column source     STRING  Source.id
// column locator    STRING  place in the source
MATCH (p:Post)-[r:MEMBER_OF]->(b:Partnership|GovernanceBody)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND ($organisation IS NULL OR EXISTS { (p)-[:POST_IN]->(:Organisation {id: $organisation}) })
RETURN p.id AS post, p.name AS post_name, b.id AS body, b.name AS body_name, r.role AS role,
  r.source AS source, r.locator AS locator
ORDER BY post, body, source, locator
