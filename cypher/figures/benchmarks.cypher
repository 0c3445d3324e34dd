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
RETURN b.id AS benchmark, b.name AS peer_group, b.measure AS measure, b.peers AS peers,
  b.lowest AS lowest, b.lower_quartile AS lower_quartile, b.median AS median,
  b.upper_quartile AS upper_quartile, b.highest AS highest, s.id AS source,
  r.locator AS locator
ORDER BY benchmark, source, locator
