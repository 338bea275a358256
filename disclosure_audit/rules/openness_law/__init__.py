"""What the two regulations say of openness, as tables of words that an office can add to."""
