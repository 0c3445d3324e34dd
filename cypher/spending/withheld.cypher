// How many payments of the month that holds this day went to payees whose names are withheld?
//
// param  as_at         DATE = today   day the facts hold on
// column payer         STRING   Organisation.id of the organisation or unit
// column payer_name    STRING   its name
// column payees        INTEGER  payees withheld, each of one payment
// column amount        FLOAT    £, credits taken off
MATCH (a:Organisation)-[r:PAID]->(w:WithheldPayee)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH a, count(DISTINCT w) AS withheld, sum(r.amount) AS total
RETURN a.id AS payer, a.name AS payer_name, withheld AS payees, total AS amount
ORDER BY payer
