// Which contracts and agreements are on record, between whom?
//
// param  as_at         DATE = today   day the facts hold on
// param  records       BOOLEAN = true  with published contracts and grants that no source gives a post or service
// column contract    STRING  Contract.id
// column name        STRING  title
// column kind        STRING  kind
// column amount      FLOAT   £ over its life, NaN when not said
// column party       STRING  Organisation.id of a party, null when none is named
// column party_name  STRING  its name
// column role        STRING  what it is to the contract
// column source      STRING  Source.id
// column locator     STRING  place in the source
MATCH (c:Contract)
WHERE coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended'
  AND ($records OR NOT (
    (c.ocid IS NOT NULL OR c.reference IS NOT NULL OR coalesce(c.kind = 'grant agreement', false))
    AND NOT EXISTS { (c)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
  ))
OPTIONAL MATCH (o:Organisation)-[r:PARTY_TO]->(c)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN c.id AS contract, c.name AS name, c.kind AS kind, c.amount AS amount, o.id AS party,
  o.name AS party_name, r.role AS role, r.source AS source, r.locator AS locator
ORDER BY contract, party, role, source, locator
