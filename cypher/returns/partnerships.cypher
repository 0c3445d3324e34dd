// Which partnerships are there whose return can be asked for, worked examples too?
//
// param  as_at         DATE = null    day they hold on; null for any day
// param  organisation  STRING = null  Organisation.id; null for all, else as partnerships/partnerships
// column partnership  STRING  Partnership.id
// column name         STRING  name
MATCH (p:Partnership)
WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND ($as_at IS NULL OR NOT coalesce(p.status, '') IN ['conditional', 'ended'])
  AND (
    ($organisation IS NULL AND (p.kind <> 'statutory' OR EXISTS { MATCH (p)-[any]-() WHERE NOT type(any) IN ['STATED_IN', 'COVERS'] }))
    OR EXISTS {
      MATCH (:Organisation {id: $organisation})-[m:MEMBER_OF]->(p)
      WHERE coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
        AND coalesce(m.status, '') <> 'conditional' AND coalesce(m.status, '') <> 'ended'
    }
    OR EXISTS { (:Organisation {id: $organisation})-[:COVERS]->(:Area)-[:PART_OF*0..3]->(:Area)<-[:COVERS]-(p) }
  )
RETURN p.id AS partnership, p.name AS name
ORDER BY name, partnership
