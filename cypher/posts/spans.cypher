// How many posts report to each post on this day, and which?
//
// A post that is not listed has no post reporting to it on record, which is not to say that none does.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column post          STRING   Post.id
// column name          STRING   title
// column reports       INTEGER  posts that report to it directly
// column titles        STRINGS  their titles
MATCH (p:Post)<-[r:REPORTS_TO]-(d:Post)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(d.valid_from <= $as_at, true) AND coalesce(d.valid_to > $as_at, true)
  AND ($organisation IS NULL OR EXISTS { (p)-[:POST_IN]->(:Organisation {id: $organisation}) })
WITH DISTINCT p, d
ORDER BY d.name, d.id
WITH p, collect(d.name) AS titles
RETURN p.id AS post, p.name AS name, size(titles) AS reports, titles AS titles
ORDER BY reports DESC, post
