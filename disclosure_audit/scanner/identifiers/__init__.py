"""Personal identifiers: resident IDs, bank cards, mobile numbers, passports, masks that leak."""

from disclosure_audit.scanner.identifiers.find import find_identifiers

__all__ = ["find_identifiers"]
