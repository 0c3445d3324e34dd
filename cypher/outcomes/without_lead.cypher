// Which outcomes does no source give a lead commissioner on this day?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column outcome        STRING   Outcome.id
// column name           STRING   text
// column contributors   INTEGER  posts that contribute to it
MATCH (o:Outcome)
WHERE coalesce(o.valid_from <= $as_at, true) AND coalesce(o.valid_to > $as_at, true)
  AND coalesce(o.status, '') <> 'conditional' AND coalesce(o.status, '') <> 'ended'
  AND ($organisation IS NULL OR EXISTS { (o)-[:SET_BY]->({id: $organisation}) })
  AND NOT EXISTS {
    MATCH (o)<-[r:LEAD_COMMISSIONER_FOR]-(h)
    WHERE coalesce(h.valid_from <= $as_at, true) AND coalesce(h.valid_to > $as_at, true)
      AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
      AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  }
OPTIONAL MATCH (o)<-[c:CONTRIBUTES_TO]-(p:Post)
WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended'
WITH o, count(DISTINCT p) AS contributors
RETURN o.id AS outcome, o.name AS name, contributors AS contributors
ORDER BY outcome
