// Which dated money figures are on record for each partnership?
//
// One row for each statement, with the values that source gives.
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
MATCH (f:Figure)-[c:CONCERNS]->(p:Partnership)
WITH DISTINCT f, p
MATCH (f)-[r:STATED_IN]->(s:Source)
RETURN p.id AS partnership, f.id AS figure, r.measure AS measure, r.period AS period,
  r.period_start AS period_start, r.low AS value, r.high AS high, r.unit AS unit,
  s.id AS source, r.locator AS locator
ORDER BY partnership, measure, period_start, figure, source, locator
