"""Traces of tampering: brands where a body belongs, keyword lists, junk, notes, foreign links."""

from disclosure_audit.scanner.tampering.find import find_tampering

__all__ = ["find_tampering"]
