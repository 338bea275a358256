"""Whether a catalog may go out: conditions, baseline, waivers."""
