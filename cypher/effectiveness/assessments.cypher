// How was each partnership assessed, with which tool and when?
//
// One row for each statement that an assessment is of a partnership.
//
// param  as_at        DATE = null  later assessments are left out; null for none
// column assessment   STRING   Assessment.id
// column name         STRING   title
// column partnership  STRING   Partnership.id
// column tool         STRING   the tool
// column taken        DATE     day it was taken, null when not known
// column respondents  INTEGER  people who answered, null when not stated
// column coding       INTEGER  code of the lowest answer, null when the tool has one coding
// column source       STRING   Source.id
// column locator      STRING   place in the source
MATCH (a:Assessment)-[r:ASSESSES]->(p:Partnership)
WHERE coalesce(a.taken <= $as_at, true)
RETURN a.id AS assessment, a.name AS name, p.id AS partnership, a.tool AS tool, a.taken AS taken,
  a.respondents AS respondents, a.coding AS coding, r.source AS source, r.locator AS locator
ORDER BY assessment, partnership, source, locator
