"""Read tables and JSON as they are published: any encoding, any heading, any length."""
