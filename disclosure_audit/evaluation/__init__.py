"""Whether links and findings can be believed: why a pair was linked, samples to label, measured errors."""
