// What was loaded, when, by whom, from which files, and what is in force?
//
// column dataset   STRING   data set
// column title     STRING   title
// column load      STRING   Load.id, from its content
// column state     STRING   in force, replaced, unfinished, or being taken back
// column form      STRING   format it was read as
// column loaded    STRING   when it was finished, ISO 8601; null before the first release kept it
// column who       STRING   account that loaded it
// column new       INTEGER  statements it added
// column changed   INTEGER  statements it changed
// column pruned    INTEGER  statements it took away
// column rejected  INTEGER  rows it left out
// column files     STRINGS  each file's name with its SHA-256
MATCH (l:Load)
OPTIONAL MATCH (d:Dataset {id: l.dataset})
RETURN l.dataset AS dataset, l.title AS title, l.id AS load,
  CASE
    WHEN coalesce(l.state, 'complete') <> 'complete' THEN l.state
    WHEN coalesce(d.current, l.id) = l.id THEN 'in force'
    ELSE 'replaced'
  END AS state,
  l.form AS form, toString(l.loaded_at) AS loaded, l.who AS who, coalesce(l.new, 0) AS new,
  coalesce(l.changed, 0) AS changed, coalesce(l.pruned, 0) AS pruned, l.rejected AS rejected,
  l.files AS files
ORDER BY dataset, loaded, load
