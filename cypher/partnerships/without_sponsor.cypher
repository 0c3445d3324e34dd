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
    $organisation IS NULL
    OR EXISTS { (:Organisation {id: $organisation})-[:MEMBER_OF]->(p) }
    OR EXISTS { (:Organisation {id: $organisation})-[:COVERS]->(:Area)-[:PART_OF*0..3]->(:Area)<-[:COVERS]-(p) }
  )
OPTIONAL MATCH (p)<-[:SPONSORS]-(b)
WITH p, count(DISTINCT b) AS sponsors
RETURN p.id AS partnership, p.name AS name, sponsors AS sponsors
ORDER BY partnership
