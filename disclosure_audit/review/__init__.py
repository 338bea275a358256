"""What reviewers decide, and what follows from it."""
