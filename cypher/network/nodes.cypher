// What is in the network of posts, bodies, partnerships and aims on this day?
//
// Left out are published records: contracts and grants with a reference of their own for which no
// source names a post or service; organisations that are only supplied, paid or granted by them, or
// are units of others; and bodies and statutory partnerships of which only the area is known.
// network/records has those around one thing.
//
// param  as_at         DATE = today   day the facts hold on
// column id      STRING   identifier
// column type    STRING   node type
// column name    STRING   name
// column kind    STRING   kind within the type, null when it has none
// column degree  INTEGER  things it is joined to on this day
MATCH (n:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)
WHERE coalesce(n.valid_from <= $as_at, true) AND coalesce(n.valid_to > $as_at, true)
  AND coalesce(n.status, '') <> 'conditional' AND coalesce(n.status, '') <> 'ended'
  AND NOT (
    (n.ocid IS NOT NULL OR n.reference IS NOT NULL OR coalesce(n.kind = 'grant agreement', false))
    AND NOT EXISTS { (n)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
  )
  AND NOT (
    (EXISTS { (n)-[:PAID|PARTY_TO|COVERS]-() } AND (n:Organisation OR n.kind = 'statutory'))
    AND NOT EXISTS {
      MATCH (n)-[s]-(x)
      WHERE NOT (
        type(s) IN ['STATED_IN', 'COVERS']
        OR (type(s) = 'PAID' AND (endNode(s) = n OR n.kind = 'organisational unit'))
        OR (
          (type(s) = 'PROCURES' OR (type(s) = 'PART_OF' AND n.kind = 'organisational unit'))
          AND (startNode(s) = n OR x.kind = 'organisational unit')
        )
        OR (
          type(s) = 'PARTY_TO' AND (s.role IN ['supplier', 'recipient'] OR n.kind = 'organisational unit')
          AND (x.ocid IS NOT NULL OR x.reference IS NOT NULL OR x.kind = 'grant agreement')
          AND NOT EXISTS { (x)-[:CLIENT_OF|COMMISSIONS|PROVIDES|FUNDS|ESTABLISHES|DELIVERS]-() }
        )
      )
    }
  )
OPTIONAL MATCH (n)-[r]-(m:Organisation|Post|Partnership|CommissioningBody|Contract|Outcome|Objective|GovernanceBody|Function|Programme|Responsibility)
WHERE type(r) <> 'STATED_IN' AND coalesce(m.valid_from <= $as_at, true) AND coalesce(m.valid_to > $as_at, true)
  AND coalesce(m.status, '') <> 'conditional' AND coalesce(m.status, '') <> 'ended'
  AND coalesce(r.valid_from <= $as_at, true) AND coalesce(r.valid_to > $as_at, true)
  AND coalesce(r.status, '') <> 'conditional' AND coalesce(r.status, '') <> 'ended'
WITH n, count(DISTINCT m) AS degree
RETURN n.id AS id, labels(n)[0] AS type, n.name AS name,
  coalesce(n.kind, n.level, n.commissioning_role) AS kind, degree AS degree
ORDER BY type, id
