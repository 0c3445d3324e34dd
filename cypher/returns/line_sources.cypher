// Which source states each cost and benefit line?
//
// column side     STRING  cost or benefit
// column line     STRING  CostLine.id or BenefitLine.id
// column source   STRING  Source.id
// column locator  STRING  place in the source
MATCH (l:CostLine|BenefitLine)-[r:STATED_IN]->(s:Source)
RETURN DISTINCT CASE WHEN 'CostLine' IN labels(l) THEN 'cost' ELSE 'benefit' END AS side,
  l.id AS line, s.id AS source, r.locator AS locator
ORDER BY side, line, source, locator
