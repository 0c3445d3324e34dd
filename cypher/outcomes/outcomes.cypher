// Which outcomes and objectives are on record, and who set them?
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column id      STRING  Outcome.id or Objective.id
// column name    STRING  text
// column kind    STRING  outcome or objective
// column level   STRING  level of an objective in its strategy, null for an outcome
// column body    STRING  Organisation.id or Partnership.id that set it, null when not said
// column weight  FLOAT   weight its council gives it, NaN when not said
// column budget  FLOAT   £ a year, NaN when not said
// column partner_dependent  BOOLEAN  true when it cannot be reached without partners, null when not said
MATCH (a:Outcome|Objective)
OPTIONAL MATCH (a)-[:SET_BY]->(b)
WITH DISTINCT a, b
WHERE ($organisation IS NULL OR b.id = $organisation)
  AND coalesce(a.valid_from <= $as_at, true) AND coalesce(a.valid_to > $as_at, true)
  AND coalesce(a.status, '') <> 'conditional' AND coalesce(a.status, '') <> 'ended'
RETURN a.id AS id, a.name AS name, toLower(labels(a)[0]) AS kind, a.level AS level, b.id AS body,
  a.weight AS weight, a.budget AS budget, a.partner_dependent AS partner_dependent
ORDER BY kind DESC, id, body
