"""Where that lies what a run names, by the name that was given (often a relative one) and its SHA-256."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.errors import InputError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.run import BASE
from disclosure_audit.scanner.mark_shapes import MASK

_PUT_BACK = Text(
    "put the file of then back, or work in the folder where the run was made",
    "请放回当时的文件，或在生成该结果的工作文件夹中运行",
)
_MASKED = Text(
    "its name is masked in the run; a run made with --reveal keeps it",
    "运行结果中的文件名已遮盖；以 --reveal 生成的结果会保留原名",
)


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
