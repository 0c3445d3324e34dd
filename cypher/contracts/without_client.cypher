// Which contracts and agreements does no source give a client post?
//
// param  as_at         DATE = today   day the facts hold on
// param  records       BOOLEAN = true  with published contracts and grants that no source gives a post or service
// column contract  STRING  Contract.id
// column name      STRING  title
// column kind      STRING  kind
MATCH (c:Contract)
WHERE ($records OR NOT (
    (c.ocid IS NOT NULL OR c.reference IS NOT NULL OR coalesce(c.kind = 'grant agreement', false))
    AND NOT EXISTS { (c)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
  ))
  AND coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended' AND NOT EXISTS {
    MATCH (c)<-[r:CLIENT_OF]-(:Post)
    WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
      AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  }
RETURN c.id AS contract, c.name AS name, c.kind AS kind
ORDER BY contract
