"""Candidates, evidence and score, veto, assignment, links; and the repeats within one side."""
