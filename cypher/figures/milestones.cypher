// What happened, or was planned, when?
//
// column milestone  STRING  Milestone.id
// column dated      STRING  as exactly as the source has it
// column begins     DATE    first day the date can mean
// column name       STRING  what
// column concerns   STRING  what it is about, null when not said
// column source     STRING  Source.id
// column locator    STRING  place in the source
MATCH (m:Milestone)-[r:STATED_IN]->(s:Source)
OPTIONAL MATCH (m)-[:CONCERNS]->(x)
RETURN DISTINCT m.id AS milestone, m.dated AS dated, m.begins AS begins, m.name AS name,
  x.name AS concerns, s.id AS source, r.locator AS locator
ORDER BY begins, milestone, concerns, source, locator
