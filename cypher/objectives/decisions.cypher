// Which links between aims were accepted or rejected, by whom and when?
//
// column lower         STRING   id of the aim that supports
// column lower_name    STRING   its text
// column upper         STRING   id of the aim supported
// column upper_name    STRING   its text
// column verdict       STRING   accepted: they are linked; rejected: they are not
// column score         INTEGER  -3 cancels to 3 indivisible, null when rejected
// column basis         STRING   what the judgement rests on
// column asserted_by   STRING   role of whoever judged it
// column asserted_on   DATE     day it was judged, null when not said
// column source        STRING   Source.id
// column locator       STRING   place in the source
MATCH (a)-[r:ALIGNS_WITH|REJECTED_LINK]->(b)
WHERE type(r) = 'REJECTED_LINK' OR r.status = 'agreed'
RETURN a.id AS lower, a.name AS lower_name, b.id AS upper, b.name AS upper_name,
  CASE type(r) WHEN 'REJECTED_LINK' THEN 'rejected' ELSE 'accepted' END AS verdict,
  r.score AS score, r.basis AS basis, r.asserted_by AS asserted_by, r.asserted_on AS asserted_on,
  r.source AS source, r.locator AS locator
ORDER BY lower, upper, verdict, source, locator
