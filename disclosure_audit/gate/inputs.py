"""Whether the inputs are still those that were audited."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES
from disclosure_audit.paper import Paper
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.recall.places import places_of


def changed_inputs(paper: Paper, folder: Path | None) -> list[Text]:
    """Return what is to be said of each input that is not, or not surely, the one that was scanned.

    An input is the same if at one of the places that the run may mean by its name
    (:func:`disclosure_audit.recall.places.places_of`) lies a file with the recorded SHA-256. Of a
    database nobody can tell, so it counts as changed. ``folder`` is the run's.
    """
    said = []
    for side, sources in paper.info["inputs"].items():
        files = {(one["path"], one["sha256"]): one["name"] for one in sources}
        for (path, sha256), name in files.items():
            why = _why_not(folder or Path(), path, sha256)
            if why is not None:
                label = SIDES[side]
                said.append(
                    Text(f"{label.en} {visible(name)}: {why.en}", f"{label.zh} {visible(name)}：{why.zh}")
                )  # fmt: skip
    return said


def _why_not(folder: Path, path: str | None, sha256: str | None) -> Text | None:
    if path is None or sha256 is None:
        return Text("no file, so nobody can tell", "不是文件，无从核对")
    there = [place for place in places_of(folder, path) if place.is_file()]
    if not there:
        return Text("no longer there", "已不在原处")
    try:
        if any(hash_file(place) == sha256 for place in there):
            return None
    except OSError:
        return Text("cannot be opened", "无法打开")
    return Text("changed since the scan (another SHA-256)", "扫描之后已改动（SHA-256 不同）")
