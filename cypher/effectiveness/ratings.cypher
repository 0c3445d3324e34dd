// How do partners rate each other, one by one?
//
// For adding up only: what fewer than three partners said is not to be published.
//
// column rater        STRING  Organisation.id of who rates
// column rated        STRING  Organisation.id of who is rated
// column rated_name   STRING  its name
// column dimension    STRING  what is rated
// column score        FLOAT   1 to 4
// column wave         STRING  survey, null when not said
// column partnership  STRING  Partnership.id it was asked about, null when not said
// column source       STRING  Source.id
// column locator      STRING  place in the source
MATCH (a:Organisation)-[r:RATES]->(b:Organisation)
RETURN a.id AS rater, b.id AS rated, b.name AS rated_name, r.dimension AS dimension,
  r.score AS score, r.wave AS wave, r.partnership AS partnership, r.source AS source,
  r.locator AS locator
ORDER BY partnership, wave, rated, dimension, rater, source, locator
