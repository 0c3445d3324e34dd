// Who commissions what in this place?
//
// column body     STRING  CommissioningBody.id
// column name     STRING  name
// column commissions STRING  what it commissions
// column played_by   STRING  id of the body that plays the role, null when not said
// column source   STRING  Source.id
// column locator  STRING  place in the source
MATCH (c:CommissioningBody)-[s:STATED_IN]->(src:Source)
OPTIONAL MATCH (c)-[:PLAYED_BY]->(x)
RETURN DISTINCT c.id AS body, c.name AS name, c.commissions AS commissions, x.id AS played_by,
  src.id AS source, s.locator AS locator
ORDER BY body, played_by, source, locator
