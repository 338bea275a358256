"""What can be undone and redone, against an obvious reference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.review.history import History, read_history
from disclosure_audit.review.state import counting
from tests.examples import tries
from tests.review.test_state import Spoken, entries_of


def say(user: str, number: int, *targets: str, action: str = "confirm") -> list[Spoken]:
    return [(user, f"{number:016x}", action, "finding", target, {}) for target in targets]


def turn(user: str, number: int, action: str, batch: int) -> list[Spoken]:
    return [(user, f"{number:016x}", action, "batch", f"{batch:016x}", {})]


def test_the_newest_own_batch_is_undone_first() -> None:
    spoken = say("甲", 1, "a", "b") + say("乙", 2, "a") + say("甲", 3, "c")
    history = read_history(entries_of(spoken), "甲")
    assert history.undoable() == f"{3:016x}"
    history = read_history(entries_of(spoken + turn("甲", 4, "undo", 3)), "甲")
    assert (history.undoable(), history.redoable()) == (f"{1:016x}", f"{3:016x}")
    assert history.depth() == (1, 1)
    assert history.last == f"{3:016x}"


def test_a_new_decision_clears_what_could_be_redone() -> None:
    spoken = say("甲", 1, "a") + turn("甲", 2, "undo", 1)
    assert read_history(entries_of(spoken), "甲").redoable() == f"{1:016x}"
    assert read_history(entries_of(spoken + say("乙", 3, "b")), "甲").redoable() == f"{1:016x}"
    assert read_history(entries_of(spoken + say("甲", 3, "b")), "甲").redoable() is None


def test_a_look_is_not_undone_and_clears_nothing() -> None:
    spoken = say("甲", 1, "a") + turn("甲", 2, "undo", 1) + say("甲", 3, "a", action="reveal")
    history = read_history(entries_of(spoken), "甲")
    assert (history.undoable(), history.redoable()) == (None, f"{1:016x}")


def test_what_was_carried_over_is_not_undone() -> None:
    carried: list[Spoken] = [("甲", "c" * 16, "carry", "journal", "", {"from_run": "x"})]
    carried += [("甲", "c" * 16, "confirm", "finding", "a", {"carried": True})]
    assert read_history(entries_of(carried), "甲").undoable() is None
    assert read_history(entries_of(carried + say("甲", 9, "a")), "甲").depth() == (1, 0)


def test_redone_batches_are_undone_in_the_order_they_were_decided() -> None:
    spoken = say("甲", 1, "a") + say("甲", 2, "b")
    spoken += turn("甲", 3, "undo", 2) + turn("甲", 4, "undo", 1)
    history = read_history(entries_of(spoken), "甲")
    assert (history.undoable(), history.redoable()) == (None, f"{1:016x}")
    history = read_history(entries_of(spoken + turn("甲", 5, "redo", 1)), "甲")
    assert (history.undoable(), history.redoable()) == (f"{1:016x}", f"{2:016x}")


@st.composite
def presses(draw: st.DrawFn) -> list[Spoken]:
    """Return key presses of two users, each undoing and redoing as their history allows."""
    spoken: list[Spoken] = []
    for number in range(1, draw(st.integers(1, 18))):
        user = draw(st.sampled_from("甲乙"))
        match draw(st.sampled_from(["decide", "undo", "redo", "reveal"])):
            case "decide":
                targets = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
                spoken += say(user, number, *targets)
            case "reveal":
                spoken += say(user, number, "a", action="reveal")
            case "undo":
                if (batch := read_history(entries_of(spoken), user).undoable()) is not None:
                    spoken += turn(user, number, "undo", int(batch, 16))
            case _:
                if (batch := read_history(entries_of(spoken), user).redoable()) is not None:
                    spoken += turn(user, number, "redo", int(batch, 16))
    return spoken


def reference(spoken: list[Spoken], user: str) -> tuple[list[str], list[str]]:
    """Return two stacks as any editor keeps them."""
    done: list[str] = []
    undone: list[str] = []
    for who, batch, action, _, target, _ in spoken:
        if who != user or action == "reveal":
            continue
        if action == "undo":
            done.remove(target)
            undone.append(target)
        elif action == "redo":
            undone.remove(target)
            done.append(target)
        elif batch not in done:
            done.append(batch)
            undone.clear()
    return done, undone


@given(presses(), st.integers(1, 5))
@tries()
def test_two_users_have_two_histories(spoken: list[Spoken], step: int) -> None:
    entries = entries_of(spoken)
    for user in "甲乙":
        done, undone = reference(spoken, user)
        bit_by_bit = History(user)
        for start in range(0, entries.height, step):
            bit_by_bit.take(entries[start : start + step])
        for history in (read_history(entries, user), bit_by_bit):
            assert history.depth() == (len(done), len(undone))
            assert history.undoable() == (done[-1] if done else None)
            assert history.redoable() == (undone[-1] if undone else None)
    standing = set(counting(entries)["batch"])
    assert standing == {batch for user in "甲乙" for batch in reference(spoken, user)[0]}
