// Which posts sit on which partnerships and governance bodies, and is the list complete?
//
// param  as_at         DATE = today   day the facts hold on
// param  structure     STRING = null  Structure.id, for posts that it holds; null for all
// column actor             STRING  Post.id
// column actor_name        STRING  title
// column actor_kind        STRING  side of commissioning, null when not said
// column partnership       STRING  Partnership.id or GovernanceBody.id
// column partnership_name  STRING  name
// column completeness      STRING  complete, partial or unknown, as the statement has it
// column role              STRING  role as worded, null when not said
// column source            STRING  Source.id
// column locator           STRING  place in the source
MATCH (o:Post)-[r:MEMBER_OF]->(p:Partnership|GovernanceBody)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND ($structure IS NULL OR EXISTS { (o)-[:IN_STRUCTURE]->(:Structure {id: $structure}) })
RETURN o.id AS actor, o.name AS actor_name, o.commissioning_role AS actor_kind, p.id AS partnership,
  p.name AS partnership_name, r.completeness AS completeness, r.role AS role,
  r.source AS source, r.locator AS locator
ORDER BY actor, partnership, source, locator
