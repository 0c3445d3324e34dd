// Among which peer groups do sources place a council, and how are they spread?
//
// param  organisation    STRING = null  Organisation.id of the council; null for all
// column organisation    STRING   Organisation.id of the council
// column benchmark       STRING   Benchmark.id
// column peer_group      STRING   peer group
// column measure         STRING   what is counted
// column peers           INTEGER  councils in the group, null when not said
// column lowest          FLOAT    lowest
// column lower_quartile  FLOAT    lower quartile
// column median          FLOAT    median
// column upper_quartile  FLOAT    upper quartile
// column highest         FLOAT    highest
// column source          STRING   Source.id
// column locator         STRING   place in the source
MATCH (o:Organisation)<-[:CONCERNS]-(b:Benchmark)-[r:STATED_IN]->(s:Source)
WHERE $organisation IS NULL OR o.id = $organisation
RETURN DISTINCT o.id AS organisation, b.id AS benchmark, r.name AS peer_group, r.measure AS measure,
  r.peers AS peers, r.lowest AS lowest, r.lower_quartile AS lower_quartile, r.median AS median,
  r.upper_quartile AS upper_quartile, r.highest AS highest, s.id AS source, r.locator AS locator
ORDER BY organisation, benchmark, source, locator
