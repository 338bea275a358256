"""The summary of one page, as a format of its own."""

from __future__ import annotations

from disclosure_audit.writers.html import SUMMARY

FORMAT = SUMMARY
