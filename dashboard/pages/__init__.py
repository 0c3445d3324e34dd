"""The pages: read, measure, draw."""
