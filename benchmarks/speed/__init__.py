"""How long a scan takes and how much memory it needs, from files in to a run folder out."""
