// Which contracts and agreements does no source give a client post?
//
// param  as_at         DATE = today   day the facts hold on
// column contract  STRING  Contract.id
// column name      STRING  title
// column kind      STRING  kind
MATCH (c:Contract)
WHERE coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended' AND NOT EXISTS {
    MATCH (c)<-[r:CLIENT_OF]-(:Post)
    WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
      AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  }
RETURN c.id AS contract, c.name AS name, c.kind AS kind
ORDER BY contract
