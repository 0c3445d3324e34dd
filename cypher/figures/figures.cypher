// Which figures do the sources state, of what, for when?
//
// One row for each statement, with the values that source gives.
//
// param  measure  STRING = null  short name of the measure; null for all
// column figure          STRING   Figure.id
// column name            STRING   what it measures
// column measure         STRING   short name of the measure
// column low             FLOAT    value, or the lower end of a range
// column high            FLOAT    upper end of a range, NaN for one value
// column unit            STRING   unit
// column period          STRING   year or date as stated
// column approximate     BOOLEAN  true when the source says about
// column external        BOOLEAN  true when from outside the data set's papers
// column status          STRING   proposed or agreed, null when not said
// column reconciliation  STRING   why it does not agree with others, null when it does
// column source          STRING   Source.id
// column locator         STRING   place in the source
MATCH (f:Figure)-[r:STATED_IN]->(s:Source)
WHERE $measure IS NULL OR f.measure = $measure
RETURN f.id AS figure, r.name AS name, f.measure AS measure, r.low AS low, r.high AS high,
  r.unit AS unit, r.period AS period, r.approximate AS approximate, r.external AS external,
  r.status AS status, r.reconciliation AS reconciliation, s.id AS source, r.locator AS locator
ORDER BY measure, figure, source, locator
