"""Canonical columns, the headers that mean them, and how a file's headers are mapped to them."""
