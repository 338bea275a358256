"""The terminal application in which reviewers decide what a scan found."""
