"""The formats in which a scan is summed up: one file per format."""
