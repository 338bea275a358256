"""Within which time a document must be published, and how long it took."""
