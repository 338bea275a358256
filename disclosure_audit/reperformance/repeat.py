"""Makes a run again from what its ``run.json`` says: settings, inputs, day and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from disclosure_audit import run
from disclosure_audit.audit import Audit, Progress, scan
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import LANGS, Text
from disclosure_audit.readers import Source
from disclosure_audit.recall.places import find_file
from disclosure_audit.reperformance.files import find_folder
from disclosure_audit.reperformance.inputs import Inputs


def read_settings(info: Mapping[str, Any]) -> Config:
    """Return the settings of the run; raises ``InputError`` if this version does not know them."""
    try:
        return Config.model_validate(info["settings"])
    except ValidationError as error:
        raise InputError(
            Text("the settings of the run are not understood by this version",
                 "此版本无法识别该次运行的设置"),
            Text("use disclosure-audit {version}", "请使用 disclosure-audit {version}").fill(
                version=visible(str(info["tool_version"]))
            ),
        ) from error  # fmt: skip


def repeat(
    folder: Path,
    info: Mapping[str, Any],
    inputs: Inputs,
    into: Path,
    *,
    key: bytes,
    progress: Progress | None = None,
) -> Path:
    """Scan ``inputs`` once more as the run in ``folder`` did, write the run to ``into``, return it.

    Raises ``InputError`` for an input, a lexicon or a folder of full texts that cannot be read, and
    ``UsageError`` if ``into`` is taken.
    """
    config = read_settings(info)
    try:
        audit = scan(
            inputs.register,
            inputs.catalog,
            _as_then(folder, info, config),
            progress=progress,
            key=key,
            # the net of today would tell of today: what was learned of the addresses is taken over
            addresses=run.read(folder).addresses,
        )
    except InputError as error:
        raise _unreachable(error, inputs.servers) if inputs.servers else error from error
    return run.write(_told_as_then(audit, info, config), into, command=info["command"])


def _as_then(folder: Path, info: Mapping[str, Any], config: Config) -> Config:
    """Return the settings with all that the scan would find out by itself, found as it was then."""
    own = [one for one in info["lexicons"] if one["path"] is not None]
    texts = config.scanner.texts
    scanner = config.scanner.model_copy(
        update={
            "lexicons": tuple(str(find_file(folder, one["path"], one["sha256"])) for one in own),
            "texts": texts and str(find_folder(folder, texts)),
        }
    )
    day = dt.date.fromisoformat(info["as_of"])
    return config.model_copy(
        update={
            "lang": info["lang"],
            "scanner": scanner,
            "time_limit": config.time_limit.model_copy(update={"as_of": day}),
        }
    )


def _told_as_then(audit: Audit, info: Mapping[str, Any], config: Config) -> Audit:
    """Return the audit with settings and paths as they were given to the run.

    The same file found at another place is the same input: its hash has been compared.
    """
    own = [one["path"] for one in info["lexicons"] if one["path"] is not None]
    paths = iter(own)
    return replace(
        audit,
        settings=config,
        inputs={
            side: tuple(map(_renamed, sources, info["inputs"][side]))
            if len(sources) == len(info["inputs"][side])
            else sources
            for side, sources in audit.inputs.items()
        },
        lexicons=tuple(
            one if one.is_bundled else replace(one, path=Path(next(paths)))
            for one in audit.lexicons
        ),
    )


def _renamed(source: Source, then: Mapping[str, Any]) -> Source:
    if source.path is not None and source.sha256 == then["sha256"]:
        return replace(source, path=then["path"])
    return source


def _unreachable(error: InputError, servers: tuple[str, ...]) -> InputError:
    """Return the error of a database that does not answer, which may be why nothing was read."""
    names = visible(", ".join(servers))
    why = {lang: error.message.to(lang) for lang in LANGS}
    return InputError(
        Text(f"the run cannot be repeated: {why['en']}", f"无法重做该次运行：{why['zh']}"),
        Text(
            f"{names} is a database, and no run keeps a password: it must be reachable, with"
            " PGPASSWORD or a password file",
            f"{names} 是数据库，运行结果不保存密码：须能连接到它，并设置 PGPASSWORD 或密码文件",
        ),
    )
