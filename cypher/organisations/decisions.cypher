// Which organisations did somebody decide are one, or are two?
//
// column kept      STRING  Organisation.id that stands for the other when they are one
// column other     STRING  Organisation.id of the other
// column verdict   STRING  accepted: they are one; rejected: they are two
// column score     FLOAT   score of the suggestion, NaN when it was none
// column evidence  STRING  evidence of the suggestion
// column who       STRING  account that decided
// column decided   STRING  when, ISO 8601
MATCH (d:Decision)
RETURN d.kept AS kept, d.other AS other, d.verdict AS verdict, d.score AS score,
  d.evidence AS evidence, d.who AS who, toString(d.decided_at) AS decided
ORDER BY decided, kept, other
