"""The review in a browser: the same application, served to this machine's own user only.

What is sent is what a terminal would show. Nothing is loaded from elsewhere, and who does not hold
the address that was printed gets nothing (:mod:`.gate`).
"""

from __future__ import annotations

from disclosure_audit_tui.web.serving import serve as serve
