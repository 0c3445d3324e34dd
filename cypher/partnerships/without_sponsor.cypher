// Which partnerships does no source give a sponsoring post?
//
// A published worked example is no partnership of a place and is left out.
//
// param  as_at         DATE = today   day the facts hold on
// param  organisation  STRING = null  Organisation.id; null for all, else as partnerships/partnerships
// column partnership  STRING   Partnership.id
// column name         STRING   name
// column sponsors     INTEGER  bodies, not posts, that sponsor it
MATCH (p:Partnership)
WHERE coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
  AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended'
  AND NOT EXISTS { (:Appraisal {worked_example: true})-[:APPRAISES]->(p) } AND NOT EXISTS {
    MATCH (p)<-[s:SPONSORS]-(:Post)
    WHERE coalesce(s.valid_from <= $as_at, true) AND coalesce(s.valid_to > $as_at, true)
      AND coalesce(s.status, '') <> 'conditional' AND coalesce(s.status, '') <> 'ended'
  }
  AND (
    ($organisation IS NULL AND (p.kind <> 'statutory' OR EXISTS { MATCH (p)-[any]-() WHERE NOT type(any) IN ['STATED_IN', 'COVERS'] }))
    OR EXISTS {
      MATCH (:Organisation {id: $organisation})-[m:MEMBER_OF]->(p)
      WHERE coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
        AND coalesce(m.status, '') <> 'conditional' AND coalesce(m.status, '') <> 'ended'
    }
    OR EXISTS { (:Organisation {id: $organisation})-[:COVERS]->(:Area)-[:PART_OF*0..3]->(:Area)<-[:COVERS]-(p) }
  )
OPTIONAL MATCH (p)<-[r:SPONSORS]-(b)
WHERE coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH p, count(DISTINCT b) AS sponsors
RETURN p.id AS partnership, p.name AS name, sponsors AS sponsors
ORDER BY partnership
