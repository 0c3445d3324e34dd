// Which organisations and contracts are there, and which number does this graph keep each under?
//
// Numbers hold until something is deleted: read them and network/party_ties one after the other.
//
// column type    STRING   node type
// column number  INTEGER  number in this graph
// column id      STRING   identifier
MATCH (n:Organisation|Contract)
RETURN labels(n)[0] AS type, id(n) AS number, n.id AS id
ORDER BY number
