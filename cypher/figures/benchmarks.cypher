// How are senior posts spread over each peer group?
//
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
MATCH (b:Benchmark)-[r:STATED_IN]->(s:Source)
RETURN b.id AS benchmark, r.name AS peer_group, r.measure AS measure, r.peers AS peers,
  r.lowest AS lowest, r.lower_quartile AS lower_quartile, r.median AS median,
  r.upper_quartile AS upper_quartile, r.highest AS highest, s.id AS source,
  r.locator AS locator
ORDER BY benchmark, source, locator
