"""Asks the catalog's addresses whether they answer: politely, within bounds, and only when told to."""
