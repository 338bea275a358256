"""What must not be published, found by its shape or by term lists; and how it is masked."""
