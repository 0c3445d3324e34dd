// What does one post lead, provide, sponsor, answer for or sit on, and so what falls with it?
//
// param  post          STRING         Post.id
// param  as_at         DATE = today   day the facts hold on
// column relation     STRING   kind of duty, never merged with another
// column target       STRING   id of what it is for
// column target_name  STRING   its name
// column target_kind  STRING   its type, such as Outcome or Contract
// column others       INTEGER  other posts and bodies on record with the same duty
// column status       STRING   conditional when it may be so, otherwise as stated
// column source       STRING   Source.id
// column locator      STRING   place in the source
MATCH (p:Post {id: $post})-[r:LEAD_COMMISSIONER_FOR|LEAD_OFFICER_FOR|CONTRIBUTES_TO|PROVIDES|COMMISSIONS|CLIENT_OF|SPONSORS|LEAD_MEMBER_FOR|MANAGES|HOLDS_ROLE|LEADS_PHASE|DECIDES|MEMBER_OF]->(t)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'ended'
OPTIONAL MATCH (t)<-[s]-(other)
WHERE type(s) = type(r) AND other <> p
  AND coalesce(s.valid_from <= $as_at, true) AND coalesce(s.valid_to > $as_at, true)
  AND coalesce(s.status, '') <> 'conditional' AND coalesce(s.status, '') <> 'ended'
WITH r, t, count(DISTINCT other) AS others
RETURN type(r) AS relation, t.id AS target, t.name AS target_name, labels(t)[0] AS target_kind,
  others AS others, r.status AS status, r.source AS source, r.locator AS locator
ORDER BY relation, target, source, locator
