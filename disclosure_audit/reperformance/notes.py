"""What a reader of the comparison must know: other versions, another key, what nothing proves."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

import disclosure_audit
from disclosure_audit.config import Config
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.reperformance.inputs import Inputs
from disclosure_audit.run_info import fingerprint
from disclosure_audit.scanner.mark_shapes import MASK
from disclosure_audit.workspace import KEY_VARIABLE

_MOST = 5
"""Settings that a note names."""


def note(
    info: Mapping[str, Any],
    again: Mapping[str, Any],
    inputs: Inputs,
    config: Config,
    *,
    has_key: bool,
) -> list[Text]:
    """Return the notes on a run and its repetition; ``info`` and ``again`` are their ``run.json``."""
    return [
        *_versions(info),
        *_settings(info, again),
        *_unproved(inputs, config),
        *([] if has_key else [_no_key(info)]),
    ]


def settings_fit(info: Mapping[str, Any]) -> bool:
    """Return whether the settings of a run are those that their hash was made of."""
    return bool(fingerprint(info["settings"]) == info["settings_sha256"])


def _versions(info: Mapping[str, Any]) -> Iterator[Text]:
    then = {"disclosure-audit": info["tool_version"], **info.get("versions", {})}
    now = {
        "disclosure-audit": disclosure_audit.__version__,
        "python": platform.python_version(),
        "polars": pl.__version__,
    }
    for name, version in now.items():
        if then.get(name) != version:
            old = visible(str(then.get(name, "?")))
            yield Text(
                f"the run was made with {name} {old}, repeated with {version}",
                f"该结果由 {name} {old} 生成，此次重做使用 {version}",
            )


def _settings(info: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Text]:
    if not settings_fit(info):
        yield Text(
            "the settings in run.json are not those that their hash was made of: they were changed",
            "run.json 中的设置与其哈希不符：设置已被改动",
        )
    known = set(_flat(info["settings"]))
    added = [name for name in _flat(again["settings"]) if name not in known]
    if added:
        names = ", ".join(added[:_MOST]) + (", …" if len(added) > _MOST else "")
        yield Text(
            f"settings that the run did not know have their defaults: {names}",
            f"当时尚无的设置取默认值：{names}",
        )
    if MASK in json.dumps(info["settings"], ensure_ascii=False):
        yield Text(
            "some settings are masked in run.json and cannot be repeated as they were",
            "run.json 中部分设置已遮盖，无法原样重做",
        )


def _unproved(inputs: Inputs, config: Config) -> Iterator[Text]:
    for name in inputs.servers:
        yield Text(
            "{name} is a database: nothing proves that it still holds what it held",
            "{name} 是数据库：无法证明其内容与当时相同",
        ).fill(name=visible(name))
    if config.scanner.texts:
        yield Text(
            "the full texts have no hash in the run: where one has changed, its hits differ",
            "运行结果中没有正文文件的哈希：正文如有改动，其检索结果会不同",
        )


def _no_key(info: Mapping[str, Any]) -> Text:
    if info["key"] is None:
        return Text(
            "the run is of a version that made its ids without a key: they differ",
            "该结果由不用密钥编号的旧版本生成：编号会不同",
        )
    return Text(
        f"the ids were made with another key ({info['key']}): they differ; set {KEY_VARIABLE} to it"
        " to compare them too",
        f"问题编号由另一密钥（{info['key']}）生成，因而不同；将 {KEY_VARIABLE} 设为该密钥即可一并比对",
    )


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the dotted names of the settings; what a person chose the names of counts as one."""
    for name, value in table.items():
        below = f"{path}{name}"
        if isinstance(value, dict) and value and path.count(".") < 1:
            yield from _flat(value, f"{below}.")
        else:
            yield below
