"""Loaders: from files of people who know a place to checked facts in the graph."""
