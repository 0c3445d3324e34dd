// Which partnerships are there, past ones too, whose return can be asked for?
//
// column partnership  STRING  Partnership.id
// column name         STRING  name
MATCH (p:Partnership)
RETURN p.id AS partnership, p.name AS name
ORDER BY name, partnership
