// Which partnerships have an appraisal?
//
// column appraisal       STRING   Appraisal.id
// column name            STRING   title
// column partnership     STRING   Partnership.id
// column timing          STRING   sroi or green_book
// column horizon         INTEGER  last year, counted from year 0
// column rate            FLOAT    real discount rate a year, NaN for the Green Book schedule
// column price_year      INTEGER  year of prices
// column base_year       INTEGER  calendar year that year 0 starts in
// column worked_example  BOOLEAN  true for a published example, not a place
// column source          STRING   Source.id
// column locator         STRING   place in the source
MATCH (a:Appraisal)-[r:APPRAISES]->(p:Partnership)
RETURN a.id AS appraisal, a.name AS name, p.id AS partnership, a.timing AS timing,
  a.horizon AS horizon, a.rate AS rate, a.price_year AS price_year,
  a.base_year AS base_year,  a.worked_example AS worked_example, r.source AS source, r.locator AS locator
ORDER BY partnership, appraisal, source, locator
