"""Organograms of central government, and organisation structures of councils."""
