// Which organisations are there, by name and register identifier?
//
// column organisation  STRING   Organisation.id
// column name          STRING   name
// column kind          STRING   what sort of body it is
// column identifiers   STRINGS  register identifiers, as org-id.guide writes them
MATCH (o:Organisation)
WHERE coalesce(o.kind, '') <> 'organisational unit' AND NOT coalesce(o.unnamed_group, false)
RETURN o.id AS organisation, o.name AS name, o.kind AS kind,
  // Register numbers typed into a column of their own are named here as their registers do.
  CASE WHEN o.identifiers IS NULL
    THEN [i IN ['GB-LAE-' + o.local_authority_code, 'GB-COH-' + o.companies_house,
      'GB-CHC-' + o.charity_number, 'GB-NHS-' + o.ods_code] WHERE i IS NOT NULL]
    ELSE split(o.identifiers, ' ')
  END AS identifiers
ORDER BY organisation
