"""Finds, reads, merges and explains the configuration."""

from disclosure_audit.settings.load import Settings, load
from disclosure_audit.settings.template import write_config

__all__ = ["Settings", "load", "write_config"]
