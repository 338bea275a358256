from __future__ import annotations

import polars as pl
import pytest

from disclosure_audit.normalise.issuer import fold_issuers


@pytest.mark.parametrize(
    ("cell", "folded"),
    [
        ("财政部 税务总局", "财政部税务总局"),
        ("财政部、税务总局", "财政部税务总局"),
        ("\u200b某市\u3000自然资源局（代章）", "某市自然资源局代章"),
        ("Ｍinistry of Works", "ministryofworks"),
        ("某市<em>自然资源局</em>", "某市自然资源局"),
        ("—", None),
        ("", None),
        (None, None),
    ],
)
def test_issuers_are_folded(cell: str | None, folded: str | None) -> None:
    assert fold_issuers(pl.Series([cell], dtype=pl.String)).to_list() == [folded]


def test_different_issuers_stay_different_and_in_order() -> None:
    names = pl.Series(["甲市自然资源局", "乙市自然资源局", None, "甲市 自然资源局"])
    folded = fold_issuers(names)
    assert folded.to_list() == ["甲市自然资源局", "乙市自然资源局", None, "甲市自然资源局"]
    assert folded.name == "norm_issuer"
