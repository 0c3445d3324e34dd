// Which figures does a council state for the structure it wants, as rules or as facts?
//
// param  organisation  STRING = null  Organisation.id of the council; null for all
// column measure       STRING   short name of the measure
// column figure        STRING   Figure.id
// column name          STRING   what it measures
// column low           FLOAT    value, or the lower end of a range
// column high          FLOAT    upper end of a range, NaN for one value
// column unit          STRING   unit
// column approximate   BOOLEAN  true when the source says about
// column source        STRING   Source.id
// column locator       STRING   place in the source
MATCH (f:Figure)-[:CONCERNS]->(o:Organisation)
WHERE ($organisation IS NULL OR o.id = $organisation) AND f.measure IN [
  'min-span', 'core-share', 'core-staff', 'all-staff', 'overhead-reduction', 'management-saving',
  'management-cost'
]
MATCH (f)-[r:STATED_IN]->(s:Source)
RETURN DISTINCT f.measure AS measure, f.id AS figure, r.name AS name, r.low AS low, r.high AS high,
  r.unit AS unit, r.approximate AS approximate, s.id AS source, r.locator AS locator
ORDER BY measure, figure, source, locator
