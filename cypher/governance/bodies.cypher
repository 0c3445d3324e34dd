// Who decides, advises and scrutinises, and for whom?
//
// column body      STRING  GovernanceBody.id
// column name      STRING  name
// column role      STRING  what it does
// column governs   STRING  id of what it governs, null when not said
// column source    STRING  Source.id
// column locator   STRING  place in the source
MATCH (g:GovernanceBody)-[s:STATED_IN]->(src:Source)
OPTIONAL MATCH (g)-[:GOVERNS|PART_OF]->(x)
RETURN DISTINCT g.id AS body, g.name AS name, g.role AS role, x.id AS governs, src.id AS source,
  s.locator AS locator
ORDER BY body, governs, source, locator
