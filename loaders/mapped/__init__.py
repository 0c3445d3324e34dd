"""Any other table, by a mapping file."""
