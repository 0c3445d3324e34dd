// Which organisations pay into which partnerships, contracts, functions and programmes?
//
// param  as_at         DATE = today   day the facts hold on
// column actor         STRING  Organisation.id
// column actor_name    STRING  name
// column actor_kind    STRING  kind
// column funded_type   STRING  type of what is paid into
// column funded        STRING  its id
// column funded_name   STRING  its name
// column amount        FLOAT   £ a year, null when not said
// column contribution  STRING  as worded, null when not said
// column source        STRING  Source.id
// column locator       STRING  place in the source
MATCH (o:Organisation)-[r:FUNDS]->(t:Partnership|Contract|Function|Programme)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN o.id AS actor, o.name AS actor_name, o.kind AS actor_kind, labels(t)[0] AS funded_type,
  t.id AS funded, t.name AS funded_name, r.amount AS amount, r.contribution AS contribution,
  r.source AS source, r.locator AS locator
ORDER BY actor, funded_type, funded, source, locator
