"""How fast the terminal application answers on a long run."""
