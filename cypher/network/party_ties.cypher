// Which organisation is a party to which contract in force on this day, by their numbers?
//
// For millions of ties: contracts/parties has the same with names and sources. The numbers are
// those of network/numbered.
//
// param  as_at   DATE = today      day the facts hold on
// param  grants  BOOLEAN = null   true for grant agreements only, false for all others, null for both
// column organisation  INTEGER  number of the organisation
// column contract      INTEGER  number of the contract
MATCH (c:Contract)<-[r:PARTY_TO]-(o:Organisation)
WHERE ($grants IS NULL OR (c.kind = 'grant agreement') = $grants)
  AND coalesce(c.starts <= $as_at, true) AND coalesce(c.ends >= $as_at, true)
  AND coalesce(c.valid_from <= $as_at, true) AND coalesce(c.valid_to > $as_at, true)
  AND coalesce(c.status, '') <> 'conditional' AND coalesce(c.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
RETURN id(o) AS organisation, id(c) AS contract
ORDER BY contract, organisation
