// Which sources are loaded, and how many statements does each make?
//
// column source      STRING   Source.id
// column name        STRING   title
// column publisher   STRING   publisher, null when not said
// column dated       STRING   date as the document gives it
// column standing    STRING   draft, adopted and so on
// column external    BOOLEAN  true when outside the data set's own papers
// column of_things   INTEGER  statements about things
MATCH (s:Source)
RETURN s.id AS source, s.name AS name, s.publisher AS publisher, s.dated AS dated,
  s.standing AS standing, s.external AS external, COUNT { (s)<-[:STATED_IN]-() } AS of_things
ORDER BY source
