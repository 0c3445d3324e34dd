// What is a data set called, and how many statements of each type does it make?
//
// param  dataset  STRING  data set
// column title    STRING  title
// column facts    STRING  statements by type, in JSON
MATCH (d:Dataset {id: $dataset})
MATCH (l:Load {id: d.current})
RETURN l.title AS title, l.facts AS facts
ORDER BY title
