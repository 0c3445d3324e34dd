// What was answered in each assessment?
//
// One row for each statement of an answer, with the score that source gives.
//
// column assessment  STRING  Assessment.id
// column answer      STRING  AssessmentAnswer.id
// column item        STRING  number of the question in the tool
// column score       FLOAT   on the tool's scale, NaN when not known
// column source      STRING  Source.id
// column locator     STRING  place in the source
MATCH (q:AssessmentAnswer)-[:ANSWER_IN]->(a:Assessment)
WITH DISTINCT q, a
MATCH (q)-[r:STATED_IN]->(s:Source)
RETURN a.id AS assessment, q.id AS answer, r.item AS item, r.score AS score, s.id AS source,
  r.locator AS locator
ORDER BY assessment, item, answer, source, locator
