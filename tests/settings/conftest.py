"""Reads a text as config.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.settings import Settings, load_settings

Load = Callable[..., Settings]
Said = Callable[..., list[str]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Return a function that loads this text as config.yaml."""

    def run(text: str, **env: str) -> Settings:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path, env)

    return run


@pytest.fixture
def said(load: Load, tmp_path: Path) -> Said:
    """Return a function that tells what is wrong with this text, places without the folder."""

    def run(text: str, **env: str) -> list[str]:
        with pytest.raises(InvalidInput) as caught:
            load(text, **env)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return run
