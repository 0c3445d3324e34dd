// Which aims does no outcome support, itself or through the objective it falls under?
//
// param  as_at   DATE = today   day the facts hold on
// param  level   STRING = null  level of aim, such as ambition; null for all
// column aim     STRING  Objective.id
// column name    STRING  its text
// column level   STRING  where it sits in its strategy
// column body    STRING  id of the body that set it, null when not said
MATCH (aim:Objective)
WHERE ($level IS NULL OR aim.level = $level)
  AND coalesce(aim.valid_from <= $as_at, true) AND coalesce(aim.valid_to > $as_at, true)
  AND coalesce(aim.status, '') <> 'conditional' AND coalesce(aim.status, '') <> 'ended'
  AND NOT EXISTS {
    MATCH (outcome:Outcome)-[r:ALIGNS_WITH]->(aim)
    WHERE r.score > 0 AND r.status IN ['agreed', 'proposed']
      AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
      AND NOT (r.status = 'proposed' AND EXISTS { MATCH (outcome)-[:REJECTED_LINK]->(aim) })
  }
  AND NOT EXISTS {
    MATCH (:Outcome)-[p:PART_OF]->(through:Objective)-[r:ALIGNS_WITH]->(aim)
    WHERE r.score > 0 AND r.status IN ['agreed', 'proposed']
      AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
      AND coalesce(p.valid_from <= $as_at, true) AND coalesce(p.valid_to > $as_at, true)
      AND coalesce(p.status, '') <> 'conditional' AND coalesce(p.status, '') <> 'ended'
      AND NOT (r.status = 'proposed' AND EXISTS { MATCH (through)-[:REJECTED_LINK]->(aim) })
  }
OPTIONAL MATCH (aim)-[:SET_BY]->(body)
RETURN DISTINCT aim.id AS aim, aim.name AS name, aim.level AS level, body.id AS body
ORDER BY aim, body
