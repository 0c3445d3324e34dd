// Which outcomes lose every contributing post between two days?
//
// param  before   DATE            earlier day
// param  after    DATE = today    later day
// param  organisation  STRING = null  Organisation.id that set the outcomes; null for all
// column outcome  STRING   Outcome.id
// column name     STRING   text
// column lost     STRING   titles of the posts that contributed before
MATCH (p:Post)-[r:CONTRIBUTES_TO]->(o:Outcome)
WHERE ($organisation IS NULL OR EXISTS { (o)-[:SET_BY]->({id: $organisation}) })
  AND coalesce(o.valid_from <= $after, true) AND coalesce(o.valid_to > $after, true)
  AND coalesce(p.valid_from <= $before, true) AND coalesce(p.valid_to > $before, true)
  AND coalesce(r.valid_from <= $before, true) AND coalesce(r.valid_to > $before, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH o, p
ORDER BY p.name, p.id
WITH o, collect(DISTINCT p.name) AS names
WHERE NOT EXISTS {
  MATCH (o)<-[later:CONTRIBUTES_TO]-(q:Post)
  WHERE coalesce(q.valid_from <= $after, true) AND coalesce(q.valid_to > $after, true)
    AND coalesce(later.valid_from <= $after, true) AND coalesce(later.valid_to > $after, true)
    AND coalesce(later.status, '') <> 'conditional' AND coalesce(later.status, '') <> 'ended'
}
RETURN o.id AS outcome, o.name AS name,
  reduce(text = '', n IN names | text + CASE text WHEN '' THEN '' ELSE '; ' END + n) AS lost
ORDER BY outcome
