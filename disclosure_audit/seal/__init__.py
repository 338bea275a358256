"""Seals a catalog by keyed hashes, and says later what of it was added, removed or altered."""

from disclosure_audit.seal.manifest import Manifest, read_manifest, write_manifest
from disclosure_audit.seal.sealing import seal
from disclosure_audit.seal.sheet import Sheet, load_sheet
from disclosure_audit.seal.verification import CHANGES, COLUMNS, Verification, verify

__all__ = [
    "CHANGES",
    "COLUMNS",
    "Manifest",
    "Sheet",
    "Verification",
    "load_sheet",
    "read_manifest",
    "seal",
    "verify",
    "write_manifest",
]
