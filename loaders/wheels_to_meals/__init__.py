"""Wheels-to-Meals, the worked example of a published guide to social return on investment."""
