// Which organisations and units paid which others in the month that holds this day?
//
// Payees whose names are withheld are not among them, nor are payees that had credits only.
//
// param  as_at         DATE = today   day the facts hold on
// column payer         STRING   Organisation.id of the organisation or unit
// column payer_name    STRING   its name
// column payer_kind    STRING   its kind
// column payee         STRING   Organisation.id
// column payee_name    STRING   its name
// column payee_kind    STRING   its kind
// column amount        FLOAT    £, credits taken off, as this source has it
// column payments      INTEGER  transactions, credits among them
// column source        STRING   Source.id
MATCH (a:Organisation)-[r:PAID]->(b:Organisation)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
  AND r.payments > coalesce(r.credits, 0)
WITH a, b, r.source AS said_by, sum(r.amount) AS total, sum(r.payments) AS transactions
RETURN a.id AS payer, a.name AS payer_name, a.kind AS payer_kind, b.id AS payee,
  b.name AS payee_name, b.kind AS payee_kind, total AS amount, transactions AS payments,
  said_by AS source
ORDER BY payer, payee, source
