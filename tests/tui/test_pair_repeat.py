"""The last decision once more, in the close view."""

from __future__ import annotations

from disclosure_audit.review.desk import Desk
from disclosure_audit.review.entry import Draft
from tests.tui.conftest import Opened, settle
from tests.tui.test_pair import show, subjects, unlinked


async def test_several_actions_are_repeated_on_the_subject_whatever_is_shown_beside_it(
    opened: Opened, desk: Desk
) -> None:
    """As in the list: a note and a flag are on the finding, not on the pair that is looked at."""
    other = subjects(desk, "DF001")[0]
    desk.decide([
        Draft("flag", "finding", str(other.finding_id)),
        Draft("note", "finding", str(other.finding_id), {"text": "twice"}),
    ])  # fmt: skip
    async with opened(desk) as (app, pilot):
        queue = unlinked(desk)
        screen = await show(app, pilot, queue)
        await pilot.press("down")
        await pilot.pause()
        assert screen.targets() != [screen.subject]
        await pilot.press("full_stop")
        await settle(app, pilot)
        found = desk.decision("finding", str(queue[0].finding_id))
        assert found is not None
        assert (found["flagged"], found["note"]) == (True, "twice")
        assert desk.decisions.filter(kind="pair").is_empty()
        await pilot.press("f")
        await settle(app, pilot)
        found = desk.decision("finding", str(queue[0].finding_id))
        assert found is not None
        assert found["flagged"] is False
