// How many does a source name in each role for each outcome, and which outcomes have nobody?
//
// Whether a post is vacant or outside the structure of the day is not looked at; `measure coverage` does.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id that set the outcomes; null for all
// column outcome             STRING   Outcome.id
// column name                STRING   text
// column lead_commissioners  INTEGER  posts and bodies named lead commissioner
// column lead_officers       INTEGER  posts named lead officer
// column contributors        INTEGER  posts, bodies and partnerships that contribute
// column lead_members        INTEGER  cabinet portfolios that lead politically
// column services            INTEGER  services, contracts and partnerships that deliver it
MATCH (o:Outcome)
WHERE coalesce(o.valid_from <= $as_at, true) AND coalesce(o.valid_to > $as_at, true)
  AND coalesce(o.status, '') <> 'conditional' AND coalesce(o.status, '') <> 'ended'
  AND ($organisation IS NULL OR EXISTS { (o)-[:SET_BY]->({id: $organisation}) })
OPTIONAL MATCH (o)<-[r:LEAD_COMMISSIONER_FOR|LEAD_OFFICER_FOR|CONTRIBUTES_TO|LEAD_MEMBER_FOR|DELIVERS]-(h)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND coalesce(h.valid_from <= $as_at, true) AND coalesce(h.valid_to > $as_at, true)
WITH o, collect(DISTINCT [type(r), h.id]) AS held
RETURN o.id AS outcome, o.name AS name,
  size([h IN held WHERE h[0] = 'LEAD_COMMISSIONER_FOR']) AS lead_commissioners,
  size([h IN held WHERE h[0] = 'LEAD_OFFICER_FOR']) AS lead_officers,
  size([h IN held WHERE h[0] = 'CONTRIBUTES_TO']) AS contributors,
  size([h IN held WHERE h[0] = 'LEAD_MEMBER_FOR']) AS lead_members,
  size([h IN held WHERE h[0] = 'DELIVERS']) AS services
ORDER BY outcome
