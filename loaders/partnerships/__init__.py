"""A council's own register of its partnerships."""
