"""Where the files lie that a run names: by their path and, as a proof, by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from disclosure_audit.errors import AuditError, InputError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.readers.locate import locate_files
from disclosure_audit.recall.places import places_of
from disclosure_audit.scanner.mark_shapes import MASK

_PUT_BACK = Text(
    "put the file of then back, or work in the folder where the run was made",
    "请放回当时的文件，或在生成该结果的工作文件夹中运行",
)
_MASKED = Text(
    "its name is masked in the run; a run made with --reveal keeps it",
    "运行结果中的文件名已遮盖；以 --reveal 生成的结果会保留原名",
)


def find_file(folder: Path, name: str, sha256: str) -> Path:
    """Return the file that the run in ``folder`` calls ``name``; its SHA-256 proves it.

    Raises ``InputError`` if it is not there, cannot be opened or has changed.
    """
    there = [path for path in places_of(folder, name) if path.is_file()]
    if not there:
        raise gone(name)
    for path in there:
        try:
            if hash_file(path) == sha256:
                return path
        except OSError as error:
            raise closed(name, error) from error
    raise InputError(
        Text("{name} has changed since the scan (another SHA-256)",
             "{name} 在扫描之后已改动（SHA-256 不同）").fill(name=visible(name)),
        _PUT_BACK,
    )  # fmt: skip


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


def gone(name: str) -> InputError:
    """Return the error for something that the run names and that is not there."""
    return InputError(
        Text("{name} is no longer there", "{name} 已不在原处").fill(name=visible(name)),
        _MASKED if MASK in name else _PUT_BACK,
    )


def closed(name: str, error: OSError) -> InputError:
    """Return the error for a file that cannot be opened."""
    why = system_reason(error)
    return InputError(
        Text(f"{visible(name)} cannot be opened: {why.en}", f"无法打开 {visible(name)}：{why.zh}"),
        Text("check that the file may be read", "请检查文件的读取权限"),
    )


def _listed(place: Path, names: list[str]) -> list[str] | None:
    """Return the hashes of the files at ``place``, ``None`` unless they have these names."""
    try:
        files = locate_files(str(place))
        if [file.name for file in files] != names:
            return None
        return [hash_file(file) for file in files]
    except (AuditError, OSError):  # no list: another word of the command line
        return None
