"""Makes what the tests here share importable, and plays a machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from recipes import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine with nothing on it but a ``setpriv`` that changes no user."""
    made = Machine(tmp_path)
    made.put(
        "bin/setpriv",
        '#!/bin/sh\necho "$@" >"$(dirname "$0")/../setpriv.said"\n'
        'while [ "${1#--}" != "$1" ]; do shift; done\nexec "$@"\n',
        0o755,
    )
    return made
