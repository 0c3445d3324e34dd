// Which partnerships are on record, what for, and how well are their members known?
//
// Worked examples are left out, and so are statutory partnerships of which no more than the area is known,
// as in a lookup of all there are. With an organisation: those it is a member of, or that cover its area or one that holds it.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all
// column partnership    STRING   Partnership.id
// column name           STRING   name
// column kind           STRING   kind
// column purpose        STRING   what it is for, null when not said
// column stage          STRING   active, planned and so on, null when not said
// column members_known  STRING   complete, partial or unknown
// column members        INTEGER  members on record
// column organisations  STRINGS  ids of the organisations on record as members
MATCH (p:Partnership)
WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended'
  AND NOT EXISTS { (:Appraisal {worked_example: true})-[:APPRAISES]->(p) }
OPTIONAL MATCH (o:Organisation)-[r:MEMBER_OF]->(p)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH p, o
ORDER BY o.id
WITH p, collect(DISTINCT o.id) AS members
WHERE ($organisation IS NULL AND (p.kind <> 'statutory' OR EXISTS { MATCH (p)-[any]-() WHERE NOT type(any) IN ['STATED_IN', 'COVERS'] }))
  OR $organisation IN members
  OR EXISTS { (:Organisation {id: $organisation})-[:COVERS]->(:Area)-[:PART_OF*0..3]->(:Area)<-[:COVERS]-(p) }
RETURN p.id AS partnership, p.name AS name, p.kind AS kind, p.purpose AS purpose, p.stage AS stage,
  p.members_known AS members_known, size(members) AS members, members AS organisations
ORDER BY name, partnership
