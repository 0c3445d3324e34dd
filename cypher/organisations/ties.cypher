// What does one organisation sit on, fund, provide or have a contract in, and so what goes if it leaves?
//
// param  organisation  STRING         Organisation.id
// param  as_at         DATE = today   day the facts hold on
// column relation     STRING   kind of tie, never merged with another
// column target       STRING   id of what it is tied to
// column target_name  STRING   its name
// column target_kind  STRING   its type, such as Partnership or Contract
// column others       INTEGER  other organisations on record with the same tie
// column role         STRING   role as worded, null when not said
// column source       STRING   Source.id
// column locator      STRING   place in the source
MATCH (o:Organisation {id: $organisation})-[r:MEMBER_OF|PARTY_TO|FUNDS|PROVIDES|COMMISSIONS|CLIENT_OF|SPONSORS|CONTRIBUTES_TO|LEAD_COMMISSIONER_FOR|LEADS_PHASE]->(t)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
OPTIONAL MATCH (t)<-[s]-(other:Organisation)
WHERE type(s) = type(r) AND other <> o
  AND coalesce(s.valid_from <= $as_at, true) AND coalesce(s.valid_to > $as_at, true)
  AND coalesce(s.status, '') <> 'conditional' AND coalesce(s.status, '') <> 'ended'
WITH r, t, count(DISTINCT other) AS others
RETURN type(r) AS relation, t.id AS target, t.name AS target_name, labels(t)[0] AS target_kind,
  others AS others, r.role AS role, r.source AS source, r.locator AS locator
ORDER BY relation, target, role, source, locator
