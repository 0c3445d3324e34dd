// Which organisations are parties to which contracts, agreements and grants in force on this day?
//
// param  as_at         DATE = today     day the facts hold on
// param  grants        BOOLEAN = null   true for grant agreements only, false for all others, null for both
// column actor           STRING   Organisation.id
// column actor_name      STRING   name
// column actor_kind      STRING   kind
// column agreement       STRING   Contract.id
// column agreement_name  STRING   title
// column grant           BOOLEAN  true for a grant agreement
// column source          STRING   Source.id
MATCH (c:Contract)<-[r:PARTY_TO]-(o:Organisation)
WHERE ($grants IS NULL OR (c.kind = 'grant agreement') = $grants)
  AND coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN DISTINCT o.id AS actor, o.name AS actor_name, o.kind AS actor_kind, c.id AS agreement,
  c.name AS agreement_name, coalesce(c.kind = 'grant agreement', false) AS grant, r.source AS source
ORDER BY actor, agreement, source
