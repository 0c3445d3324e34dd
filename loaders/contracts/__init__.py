"""Councils' registers of contracts."""
