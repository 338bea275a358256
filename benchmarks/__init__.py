"""Measurements: defects seeded into catalogs, populations of any size, and scores."""
