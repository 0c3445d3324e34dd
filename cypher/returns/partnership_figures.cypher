// Which dated money figures are on record for each partnership?
//
// column partnership   STRING   Partnership.id
// column figure        STRING   Figure.id
// column measure       STRING   short name of the measure
// column period        STRING   year or date as stated
// column period_start  INTEGER  calendar year the period starts in
// column value         FLOAT    value, or the lower end of a range
// column high          FLOAT    upper end of a range, NaN for one value
// column unit          STRING   unit
// column source        STRING   Source.id
// column locator       STRING   place in the source
MATCH (f:Figure)-[r:CONCERNS]->(p:Partnership)
RETURN DISTINCT p.id AS partnership, f.id AS figure, f.measure AS measure, f.period AS period,
  f.period_start AS period_start, f.low AS value, f.high AS high, f.unit AS unit,
  r.source AS source, r.locator AS locator
ORDER BY partnership, measure, period_start, figure, source, locator
