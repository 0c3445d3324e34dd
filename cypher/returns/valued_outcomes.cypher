// Which outcomes do the benefits of an appraisal put a value on?
//
// column line     STRING  BenefitLine.id
// column outcome  STRING  Outcome.id
// column name     STRING  the outcome
MATCH (l:BenefitLine)-[:VALUES]->(o:Outcome)
RETURN DISTINCT l.id AS line, o.id AS outcome, o.name AS name
ORDER BY line, outcome
