"""Areas, councils, statutory partnerships and boundaries."""
