// Which contracts and agreements does a body buy or act as client for?
//
// Published contracts and grants that no source gives a post or service are left out, and so are agreements
// between partners, which commission nothing.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column contract    STRING  Contract.id
// column name        STRING  title
// column kind        STRING  kind
// column party       STRING  Organisation.id of the buyer or client
// column party_name  STRING  its name
// column role        STRING  buyer or client
// column source      STRING  Source.id
// column locator     STRING  place in the source
MATCH (o:Organisation)-[r:PARTY_TO]->(c:Contract)
WHERE r.role IN ['buyer', 'client'] AND ($organisation IS NULL OR o.id = $organisation)
  AND coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND NOT (
    (c.ocid IS NOT NULL OR c.reference IS NOT NULL OR coalesce(c.kind = 'grant agreement', false))
    AND NOT EXISTS { (c)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
  )
RETURN c.id AS contract, c.name AS name, c.kind AS kind, o.id AS party, o.name AS party_name,
  r.role AS role, r.source AS source, r.locator AS locator
ORDER BY contract, party, role, source, locator
