"""The widget: it carries messages between a page and the session, and decides nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.widget import messages
from disclosure_audit.notebook.widget.beside import say_crash
from disclosure_audit.notebook.widget.session import Session
from disclosure_audit.notebook.widget.wording import all_words

if TYPE_CHECKING:
    import datetime as dt

    from disclosure_audit.recall import Texts
    from disclosure_audit.review.desk import Desk

_HERE = Path(__file__).parent
_PARTS = ("dom", "asking", "theme", "words", "list", "pair", "forms", "review")
"""The page's script in its order: one module, for a widget can have no more."""
_PLAIN = Text("Review of {n} findings, decided by {who}", "审阅 {n} 条问题，审阅人 {who}")


class ReviewWidget(anywidget.AnyWidget):
    """Reviews what ``desk`` holds; see :func:`disclosure_audit.notebook.widget.review_widget`.

    The traits are what the page shows. What a page writes into them is never read: it asks by
    messages (:mod:`.messages`), each of which is answered by its ``id``.
    """

    _esm: ClassVar[str] = "\n".join((_HERE / f"{part}.js").read_text("utf-8") for part in _PARTS)
    _css: ClassVar[Path] = _HERE / "review.css"
    words = traitlets.Dict().tag(sync=True)
    listing = traitlets.Dict().tag(sync=True)
    pair = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        desk: Desk,
        *,
        texts: Texts | None = None,
        lang: Lang | None = None,
        stay: bool = False,
        keys: Mapping[str, str] | None = None,
        today: dt.date | None = None,
    ) -> None:
        spoken: Lang = lang or ("en" if desk.run.info.get("lang") == "en" else "zh")
        self._keys = dict(keys or {})
        self.session = Session(desk, texts, spoken, stay=stay, tell=self.show, today=today)
        super().__init__(**self._seen())
        self.on_msg(self._hear)

    @property
    def desk(self) -> Desk:
        """The desk: its findings, its decisions, its journal."""
        return self.session.desk

    def show(self) -> None:
        """Send the page what has changed."""
        with self.hold_sync():
            for name, value in self._seen().items():
                setattr(self, name, value)

    def __repr__(self) -> str:
        """Return a line that holds nothing of the lists: it is kept in saved notebooks."""
        session = self.session
        return _PLAIN.to(
            session.lang, n=f"{session.desk.findings.height:,}", who=visible(session.desk.user)
        )

    def _seen(self) -> Mapping[str, Any]:
        session = self.session
        return {
            "words": all_words(session.lang, self._keys),
            "listing": session.listing(),
            "pair": session.pair(),
            "state": session.state(),
        }

    def _hear(self, _: object, content: object, __: object) -> None:
        request = messages.read(content)
        if request is None:
            return
        before = self.session.stamp()
        try:
            self.session.take(request)
        except Exception as error:  # a traceback of Python's would show data in the notebook
            self.session.say(say_crash(error), bad=True)
        if request.do != "look" or self.session.stamp() != before:
            self.show()
        self.send({"answered": request.id})
