// Which organisations sit on several partnerships, and so connect them?
//
// param  minimum       INTEGER = 2   fewest partnerships
// param  as_at         DATE = today   day the facts hold on
// column organisation  STRING   Organisation.id
// column name          STRING   name
// column partnerships  INTEGER  partnerships it sits on
MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH o, count(DISTINCT p) AS partnerships
WHERE partnerships >= $minimum
RETURN o.id AS organisation, o.name AS name, partnerships AS partnerships
ORDER BY partnerships DESC, organisation
