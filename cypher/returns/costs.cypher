// What does each appraisal count as cost, and who pays?
//
// column appraisal       STRING   Appraisal.id
// column line            STRING   CostLine.id
// column name            STRING   what is paid for
// column kind            STRING   kind of cost
// column amount          FLOAT    £ a year
// column start_t         INTEGER  first year, 0 is the base year
// column duration        INTEGER  years
// column optimism_bias   FLOAT    uplift as a fraction, NaN when not said
// column price_year      INTEGER  year of prices, blank for the appraisal's
// column evidence_grade  INTEGER  how sure the amount is, 1 best to 6 worst
// column payer           STRING   Organisation.id
// column payer_name      STRING   its name
// column share           FLOAT    share borne
MATCH (l:CostLine)-[:LINE_OF]->(a:Appraisal)
OPTIONAL MATCH (l)-[r:PAID_BY]->(o:Organisation)
RETURN DISTINCT a.id AS appraisal, l.id AS line, l.name AS name, l.kind AS kind, l.amount AS amount,
  l.start_t AS start_t, l.duration AS duration, l.optimism_bias AS optimism_bias,
  l.price_year AS price_year, l.evidence_grade AS evidence_grade,
  o.id AS payer, o.name AS payer_name, r.share AS share
ORDER BY appraisal, line, payer
