"""The choice page over real HTTP; what its tests share lies beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Any]:
    """Return an installation with two late items whose server answers."""
    from choice_desk import serving  # noqa: PLC0415 - the path is known from here on

    with serving(tmp_path) as made:
        yield made
