"""A corrected copy of a list: what the findings propose, written beside the list, never in it."""
