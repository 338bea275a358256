"""How a list is looked at - filter, sorting, columns - and the views that are kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.review.views import (
    View,
    built_in_views,
    load_views,
    save_view,
    views_file,
)
from disclosure_audit_tui import prompts, words
from disclosure_audit_tui.deciding import Deciding
from disclosure_audit_tui.ordering import SortKey

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Kind


@dataclass(slots=True)
class Look:
    """How one list is looked at."""

    query: str = ""
    keys: tuple[SortKey, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of those that are shown; empty: as the list has them."""
    row: tuple[object, ...] | None = None
    """Where the cursor was: the values of its key."""


class Viewing(Deciding):
    """A list whose looks can be kept under a name and taken up again."""

    kind: str
    looks: dict[str, Look]

    def open(self, kind: str, text: str | None = None) -> None:
        """Show a list."""
        raise NotImplementedError

    def action_do_views(self) -> None:
        """Choose a view."""
        app = self.review
        kept, wrong = load_views(views_file(app.desk.run.folder))
        if wrong is not None:
            app.say(wrong, bad=True)
        views = [*kept, *built_in_views(app.desk.user)]

        def chosen(number: str | None) -> None:
            if number is not None:
                self.take(views[int(number)])

        options = [
            (str(n), f"{visible(view.title.to(app.lang))}  ({words.LISTS[view.kind].to(app.lang)})")
            for n, view in enumerate(views)
        ]
        self.app.push_screen(prompts.ask_choice(words.CHOOSE_VIEW, options, app.lang), chosen)

    def action_do_save_view(self) -> None:
        """Keep the present look under a name."""
        app, look = self.review, self.looks[self.kind]
        path = views_file(app.desk.run.folder)
        kept, _ = load_views(path)

        def named(name: str | None) -> None:
            if not name:
                return
            kind: Kind = self._kind()
            sort = tuple(("-" if down else "") + column for column, down in look.keys)
            try:
                save_view(path, View(Text(name, name), kind, look.query, sort, look.columns))
            except AuditError as error:
                app.complain(error)
            else:
                said = visible(name)
                app.say(
                    Text(words.VIEW_SAVED.to("en", name=said), words.VIEW_SAVED.to("zh", name=said))
                )

        names = [view.name for view in kept]
        self.app.push_screen(prompts.ask_text(words.NAME_VIEW, "", names, app.lang), named)

    def take(self, view: View) -> None:
        """Look at a list as ``view`` says."""
        keys = tuple((name.removeprefix("-"), name.startswith("-")) for name in view.sort)
        self.looks[view.kind] = Look(view.query, keys, view.columns)
        self.open(view.kind)

    def _kind(self) -> Kind:
        from disclosure_audit.review.sheets import KINDS

        return next(kind for kind in KINDS if kind == self.kind)
