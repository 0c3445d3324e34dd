// Which contracts and agreements end, come up for review or lose their last extension in a period?
//
// param  after         DATE = today   first day of the period
// param  before        DATE           first day after the period
// column contract    STRING   Contract.id
// column name        STRING   title
// column kind        STRING   kind
// column amount      FLOAT    £ over its life, NaN when not said
// column event       STRING   ends, review or last extension
// column day         DATE     the day of it
// column clients     STRINGS  titles of the posts that are its client; none when no source names one
// column source      STRING   Source.id
// column locator     STRING   place in the source
MATCH (c:Contract)-[s:STATED_IN]->(src:Source)
WHERE coalesce(s.status, '') <> 'conditional' AND coalesce(s.status, '') <> 'ended'
UNWIND [['ends', s.ends], ['review', s.review], ['last extension', s.last_extension]] AS due
WITH c, s, src, due[0] AS event, due[1] AS day
WHERE day >= $after AND day < $before
OPTIONAL MATCH (c)<-[r:CLIENT_OF]-(p:Post)
WHERE coalesce(r.valid_from <= day, true) AND coalesce(r.valid_to > day, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH DISTINCT c, s, src, event, day, p
ORDER BY p.name, p.id
WITH c, s, src, event, day, collect(p.name) AS clients
RETURN c.id AS contract, c.name AS name, c.kind AS kind, c.amount AS amount, event AS event, day AS day,
  clients AS clients, src.id AS source, s.locator AS locator
ORDER BY day, contract, event, source, locator
