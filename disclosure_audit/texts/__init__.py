"""The full texts of documents, taken out of their files by worker processes with limits."""
