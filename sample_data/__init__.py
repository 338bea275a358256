"""A fictional land bureau's year, and the script that makes it."""
