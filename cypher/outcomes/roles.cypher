// Who leads, contributes to, provides, commissions or sponsors what?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
//
// With an organisation: its own roles, those of its posts and of the commissioners it plays, all roles in
// an aim it set and in the services that deliver one, and every sponsor.
//
// column relation       STRING   kind of role, never merged with another
// column holder         STRING   id of the post or body
// column holder_name    STRING   its name
// column holder_kind    STRING   Post, Organisation, CommissioningBody or Partnership
// column target         STRING   id of what the role is for
// column target_name    STRING   its name
// column target_kind    STRING   Outcome, Objective, Responsibility, Function, Contract or Partnership
// column part           BOOLEAN  true when it covers only part of the target, by an analyst's reading
// column joint          BOOLEAN  true when held jointly by agreement
// column transitional   BOOLEAN  true while a change of roles lasts, null when not said
// column ends           DATE     first day it no longer holds, null when open
// column agreement      STRING   Contract.id on record by which a partner holds a lead, null without one
// column status         STRING   proposed, agreed, or null
// column statement      STRING   identifier of the statement in its source
// column source         STRING   Source.id
// column locator        STRING   place in the source
MATCH (h)-[r:LEAD_COMMISSIONER_FOR|LEAD_OFFICER_FOR|CONTRIBUTES_TO|PROVIDES|COMMISSIONS|CLIENT_OF|SPONSORS|LEAD_MEMBER_FOR|DELIVERS]->(t)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND (
    $organisation IS NULL
    OR h.id = $organisation
    OR type(r) = 'SPONSORS'
    OR EXISTS { (h)-[:POST_IN|PLAYED_BY]->(:Organisation {id: $organisation}) }
    OR EXISTS { (t)-[:SET_BY]->(:Organisation {id: $organisation}) }
    OR EXISTS { (t)-[:DELIVERS]->(:Outcome|Objective)-[:SET_BY]->(:Organisation {id: $organisation}) }
  )
OPTIONAL MATCH (t:Responsibility)-[:PART_OF]->(whole:Objective)
UNWIND CASE WHEN whole IS NULL THEN [[t, false]] ELSE [[t, false], [whole, true]] END AS reached
WITH DISTINCT h, r, reached[0] AS t, reached[1] AS part
OPTIONAL MATCH (k:Contract {id: r.agreement})
RETURN type(r) AS relation, h.id AS holder, h.name AS holder_name, labels(h)[0] AS holder_kind,
  t.id AS target, t.name AS target_name, labels(t)[0] AS target_kind, part AS part,
  coalesce(r.joint, false) AS joint, r.transitional AS transitional, r.valid_to AS ends,
  k.id AS agreement, r.status AS status, r.statement AS statement,
  r.source AS source, r.locator AS locator
ORDER BY relation, target, holder, source, locator, part, statement
