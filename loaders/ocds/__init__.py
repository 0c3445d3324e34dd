"""Public procurement as the Open Contracting Data Standard publishes it."""
