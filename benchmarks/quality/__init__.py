"""How well the scan tells what became of documents, measured against known truths."""
