"""What the scanner finds, what it accuses wrongly, how fast it is, and what it survives."""
