"""The dashboard: results to figures to pages."""
