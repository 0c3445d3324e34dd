// Which data sets are in the graph?
//
// column dataset  STRING  data set
// column title    STRING  title
// column load     STRING  load that wrote it, from its content
MATCH (l:Load)
RETURN l.dataset AS dataset, l.title AS title, l.id AS load
ORDER BY dataset, load
