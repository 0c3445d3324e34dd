"""Cheltenham 2010 and Cheshire East 2013, read off five public papers; see docs/flagship.md."""
