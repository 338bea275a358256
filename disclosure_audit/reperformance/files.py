"""Where the lists and folders lie that a run names, its files proved by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from disclosure_audit.errors import AuditError, InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.readers.locate import locate_files
from disclosure_audit.recall.places import find_file, gone, places_of


def find_listing(
    folder: Path, files: Sequence[tuple[str, str]], given: Iterable[str]
) -> str:  # fmt: skip
    """Return the folder or glob that leads to exactly these ``files`` (path, SHA-256), in order.

    ``given`` are the words of the command line, among which it may be. Raises ``InputError`` if a
    file is gone or has changed, or if others have come to them.
    """
    names = [Path(name).name for name, _ in files]
    hashes = [sha256 for _, sha256 in files]
    for name, sha256 in files:
        find_file(folder, name, sha256)
    parents = list(dict.fromkeys(str(Path(name).parent) for name, _ in files))
    for word in (*given, *parents):
        for place in places_of(folder, word):
            if _listed(place, names) == hashes:
                return str(place)
    raise InputError(
        Text("{name} no longer holds exactly the {n} files of then", "{name} 中的文件已不是当时的 {n} 个").fill(
            name=visible(parents[0]), n=len(files)
        ),
        Text("move the files away that came to it", "请移走后来加入的文件"),
    )  # fmt: skip


def find_folder(folder: Path, name: str) -> Path:
    """Return the folder of full texts that the run names; raises ``InputError`` if it is gone."""
    there = next((path for path in places_of(folder, name) if path.is_dir()), None)
    if there is None:
        raise gone(name)
    return there


def _listed(place: Path, names: list[str]) -> list[str] | None:
    """Return the hashes of the files at ``place``, ``None`` unless they have these names."""
    try:
        files = locate_files(str(place))
        if [file.name for file in files] != names:
            return None
        return [hash_file(file) for file in files]
    except (AuditError, OSError):  # no list: another word of the command line
        return None
