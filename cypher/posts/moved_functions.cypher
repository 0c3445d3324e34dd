// Which functions change managing post between two days?
//
// param  before    DATE          earlier day
// param  after     DATE = today  later day
// column function  STRING  Function.id
// column name      STRING  name
// column was       STRING  Post.id before
// column now       STRING  Post.id after
MATCH (a:Post)-[r:MANAGES]->(f:Function)<-[s:MANAGES]-(b:Post)
WHERE a <> b
  AND coalesce(r.valid_from <= $before, true) AND coalesce(r.valid_to > $before, true)
  AND coalesce(s.valid_from <= $after, true) AND coalesce(s.valid_to > $after, true)
  AND NOT coalesce(r.status, '') IN ['conditional', 'ended']
  AND NOT coalesce(s.status, '') IN ['conditional', 'ended']
  AND NOT EXISTS {
    MATCH (a)-[t:MANAGES]->(f)
    WHERE coalesce(t.valid_from <= $after, true) AND coalesce(t.valid_to > $after, true)
      AND NOT coalesce(t.status, '') IN ['conditional', 'ended']
  }
RETURN DISTINCT f.id AS function, f.name AS name, a.id AS was, b.id AS now
ORDER BY function, was, now
