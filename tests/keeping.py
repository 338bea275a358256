"""What many tests begin with and each may change: made once by a process, copied from then on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Keep = Callable[[str, Path, Callable[[], object]], Path]


@pytest.fixture(scope="session")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Keep:
    """``keep(name, folder, make)``: ``make`` fills ``folder`` the first time, later a copy does.

    What is made must not depend on where it is made: lists are to be named relatively.
    """
    kept: dict[str, Path] = {}

    def filled(name: str, folder: Path, make: Callable[[], object]) -> Path:
        if name in kept:
            shutil.copytree(kept[name], folder)
        else:
            make()
            kept[name] = Path(shutil.copytree(folder, tmp_path_factory.mktemp("kept") / name))
        return folder

    return filled
