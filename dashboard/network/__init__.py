"""The network page, part by part: what a view shows, where it stands, how it looks and reads."""
