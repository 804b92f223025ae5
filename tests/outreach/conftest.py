"""One installation for each test of sending."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share is imported from there

from world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Return an installation with two late items, one mail and nothing sent."""
    made = World(tmp_path)
    yield made
    made.close()
