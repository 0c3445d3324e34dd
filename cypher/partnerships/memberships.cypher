// Which organisations sit on which partnerships, and is the list of members complete?
//
// param  as_at         DATE = today   day the facts hold on
// column actor             STRING  Organisation.id
// column actor_name        STRING  name
// column actor_kind        STRING  kind
// column partnership       STRING  Partnership.id
// column partnership_name  STRING  name
// column completeness      STRING  complete, partial or unknown, as the statement has it
// column role              STRING  role as worded, null when not said
// column source            STRING  Source.id
// column locator           STRING  place in the source
MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN o.id AS actor, o.name AS actor_name, o.kind AS actor_kind, p.id AS partnership,
  p.name AS partnership_name, r.completeness AS completeness, r.role AS role,
  r.source AS source, r.locator AS locator
ORDER BY actor, partnership, source, locator
