// Which management structures are on record, and when does each hold?
//
// column structure          STRING  Structure.id
// column name               STRING  name
// column organisation       STRING  Organisation.id of the council
// column organisation_name  STRING  name of the council
// column valid_from         DATE    first day, null when not said
// column valid_to           DATE    first day it no longer holds, null when open
// column status             STRING  proposed, agreed, or null
MATCH (s:Structure)-[:STRUCTURE_OF]->(o:Organisation)
RETURN DISTINCT s.id AS structure, s.name AS name, o.id AS organisation, o.name AS organisation_name,
  s.valid_from AS valid_from, s.valid_to AS valid_to, s.status AS status
ORDER BY organisation, valid_to, valid_from, structure
