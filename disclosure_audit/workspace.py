"""The folder ``.disclosure-audit`` of a workspace, and the key that its hashes are made with.

What was found is short and can be guessed (a telephone number has 10^10 forms), so a plain hash of
it is no secret. Every fingerprint is therefore keyed, with a key that only the workspace has. Who
compares fingerprints made on two machines, of a baseline say, gives both the same key by the
environment variable ``DISCLOSURE_AUDIT_KEY``.

The hash is BLAKE2b in its keyed mode (RFC 7693, sections 1 and 2.9: a pseudorandom function that
needs no HMAC around it). Per million texts it takes a third less time than HMAC-SHA-256, and no more
than the plain SHA-256 that protects nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

FOLDER = Path(".disclosure-audit")
"""The folder in which runs and the key lie, below the working folder."""
RUNS = FOLDER / "runs"
"""As in :mod:`disclosure_audit.run`, which would load Polars; a test keeps them equal."""
KEY_FILE = "key"
KEY_VARIABLE = "DISCLOSURE_AUDIT_KEY"
_KEY_BYTES = 32
_LEAST_CHARACTERS = 16
_FINGERPRINT_BYTES = 8
_LONGEST_HASH_KEY = 64
"""Bytes; BLAKE2b takes no longer key."""
_PATIENCE, _PAUSE = 2.0, 0.02
"""Seconds that a key file may stay empty: another scan has made it and is about to fill it."""


def find_key(*, keep: bool = True) -> bytes:
    """Return the key of this workspace.

    It is :func:`known_key`, or else a new random one, which is written to ``.disclosure-audit/key``
    in the working folder (readable by its owner only, kept out of version control) if ``keep`` is
    set. Of several scans that start at once, one writes the key and the others take it.

    Raises ``UsageError`` for a key that is too short and ``InputError`` for one that cannot be read
    or written.
    """
    key = known_key()
    if key is not None:
        return key
    fresh = secrets.token_hex(_KEY_BYTES).encode()
    return _write(Path.cwd() / FOLDER / KEY_FILE, fresh) if keep else fresh


def known_key() -> bytes | None:
    """Return the key that this workspace has already, ``None`` if it has none.

    It is the text of ``DISCLOSURE_AUDIT_KEY``; else that of the file ``.disclosure-audit/key`` in
    the working folder or the nearest above it. A key above it that this user may not read is
    somebody else's and passed over. Raises as :func:`find_key` does.
    """
    if given := os.environ.get(KEY_VARIABLE):
        return _checked(given, Text(KEY_VARIABLE, KEY_VARIABLE))
    here = Path.cwd()
    for folder in (here, *here.parents):
        path = folder / FOLDER / KEY_FILE
        try:
            if path.is_file():
                return _read(path)
        except PermissionError as error:
            if folder == here:
                raise _unusable(path, error) from error
        except (OSError, UnicodeDecodeError) as error:
            raise _unusable(path, error) from error
    return None


def keyed(key: bytes) -> Callable[[str], str]:
    """Return the function that makes a text's fingerprint: 16 hexadecimal digits (64 bits).

    Lone surrogates, which no UTF-8 can hold, have fingerprints too.
    """
    if len(key) > _LONGEST_HASH_KEY:
        key = hashlib.blake2b(key).digest()
    primed = hashlib.blake2b(key=key, digest_size=_FINGERPRINT_BYTES)

    def fingerprint(text: str) -> str:
        state = primed.copy()  # the key is taken in once, not once per text
        state.update(text.encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    return fingerprint


def name_key(key: bytes) -> str:
    """Return eight digits by which two runs can tell whether they were made with one key."""
    return keyed(key)("key")[:8]


def newest_run(base: Path = RUNS) -> Path | None:
    """Return the folder of the run below ``base`` that was written last, ``None`` if there is none.

    A folder may bear any name, so the time is that of its ``run.json``, which a scan writes once.
    """
    written = {}
    try:
        for folder in base.iterdir():
            info = folder / "run.json"
            if not folder.name.startswith(".") and info.is_file():
                written[folder] = info.stat().st_mtime_ns
    except OSError:  # no such folder, or one that nobody may enter
        return None
    return max(written, key=lambda folder: (written[folder], folder.name), default=None)


def hide_from_git(folder: Path) -> None:
    """Keep the folder of a workspace out of version control: key and runs are not public.

    A ``.gitignore`` that is there already is left as it is.
    """
    with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("x") as file:
        file.write("*\n")


def _read(path: Path) -> bytes:
    """Return the key in ``path``, which another process may be about to write."""
    text, end = path.read_text(encoding="utf-8"), time.monotonic() + _PATIENCE
    while not text.strip() and time.monotonic() < end:
        time.sleep(_PAUSE)
        text = path.read_text(encoding="utf-8")
    name = visible(str(path))
    return _checked(text, Text(name, name))


def _checked(text: str, where: Text) -> bytes:
    key = text.strip()
    if len(key) < _LEAST_CHARACTERS:
        raise UsageError(
            Text("the key in {en} is too short", "{zh} 中的密钥过短").fill(
                en=where.en, zh=where.zh
            ),
            Text(
                f"give at least {_LEAST_CHARACTERS} characters that nobody can guess;"
                " without a key the next scan makes one",
                f"请使用至少 {_LEAST_CHARACTERS} 个无法猜出的字符；没有密钥时，下次扫描会自动生成",
            ),
        )
    return key.encode("utf-8", "surrogatepass")


def _write(path: Path, key: bytes) -> bytes:
    """Write ``key`` to ``path`` and return it, or the key of whoever was quicker."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # it only guards against a slip
            hide_from_git(path.parent)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _read(path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(key + b"\n")
        except BaseException:
            path.unlink(missing_ok=True)  # an empty key would stand in the way of every scan
            raise
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, error) from error
    return key


def _unusable(path: Path, error: Exception) -> InputError:
    why = system_reason(error) if isinstance(error, OSError) else Text("no text", "不是文本")
    return InputError(
        Text(
            f"the key {visible(str(path))} cannot be used: {why.en}",
            f"无法使用密钥 {visible(str(path))}：{why.zh}",
        ),
        Text(
            f"make the folder accessible, work in another one, or set {KEY_VARIABLE}",
            f"请检查文件夹权限，换一个工作文件夹，或设置环境变量 {KEY_VARIABLE}",
        ),
    )
