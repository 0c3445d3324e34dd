// How far may each figure of an appraisal be from its central value?
//
// column appraisal     STRING  Appraisal.id
// column side          STRING  cost or benefit
// column line          STRING  CostLine.id or BenefitLine.id
// column parameter     STRING  the figure of the line that is uncertain
// column low           FLOAT   its value in the case that returns less
// column high          FLOAT   its value in the case that returns more
// column distribution  STRING  how likely the values between are, when said
// column name          STRING  what is uncertain, and why
MATCH (i:InputRange)-[:RANGE_OF]->(l:CostLine|BenefitLine)-[:LINE_OF]->(a:Appraisal)
RETURN DISTINCT a.id AS appraisal,
  CASE WHEN 'CostLine' IN labels(l) THEN 'cost' ELSE 'benefit' END AS side,
  l.id AS line, i.parameter AS parameter, i.low AS low, i.high AS high,
  i.distribution AS distribution, i.name AS name
ORDER BY appraisal, side, line, parameter, low, high, name
