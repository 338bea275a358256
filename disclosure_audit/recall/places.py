"""Where to look for what a run names: names are kept as they were given, often relative ones."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.run import BASE


def places_of(folder: Path, name: str) -> list[Path]:
    """Return the paths that the run in ``folder`` may mean by ``name``, whether they exist or not.

    They begin at the working folder and at the places that a run folder usually has beside its
    inputs. Which of them is the right one is for a proof to say.
    """
    run = folder.resolve()
    bases = [Path(), run.parent]
    if run.parent.name == BASE.name:
        bases.append(run.parents[2])
    return [base / Path(name).expanduser() for base in bases]
