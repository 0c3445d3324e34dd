// On what terms is each post held: tier, grade and salary?
//
// param  organisation  STRING = null  Organisation.id of the structure's council; null for all
// column post         STRING   Post.id
// column organisation STRING   Organisation.id of the council whose structure it is in
// column tier         INTEGER  tier below the head of paid service, null when not said
// column grade        STRING   grade as worded, null when not said
// column salary_low   FLOAT    lowest salary, £ a year, NaN when not said
// column salary_high  FLOAT    highest salary, £ a year, NaN when not said
MATCH (p:Post)-[:IN_STRUCTURE]->(:Structure)-[:STRUCTURE_OF]->(o:Organisation)
WHERE $organisation IS NULL OR o.id = $organisation
RETURN DISTINCT p.id AS post, o.id AS organisation, p.tier AS tier, p.grade AS grade,
  p.salary_low AS salary_low, p.salary_high AS salary_high
ORDER BY post, organisation
