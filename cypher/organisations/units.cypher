// Which organisational units are part of which body on this day?
//
// A unit of a unit counts as part of the body above both. One with several bodies has several rows.
//
// param  as_at         DATE = today   day the facts hold on
// column unit          STRING   Organisation.id of the unit
// column unit_name     STRING   its name
// column body          STRING   Organisation.id of the nearest organisation that is no unit
// column body_name     STRING   its name
// column body_kind     STRING   its kind
MATCH path = (u:Organisation {kind: 'organisational unit'})-[parts:PART_OF*1..5]->(o:Organisation)
WHERE o.kind <> 'organisational unit'
  AND all(n IN nodes(path)[..-1] WHERE n.kind = 'organisational unit')
  AND all(p IN parts WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
    AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended')
RETURN DISTINCT u.id AS unit, u.name AS unit_name, o.id AS body, o.name AS body_name,
  o.kind AS body_kind
ORDER BY unit, body
