"""What must not be published or was tampered with: spans of the records' texts, found and masked."""
