"""Our name is not ours in any package index: nothing that we write has a person or a machine install it from one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTALLS = re.compile(
    r"\b(?:pip3?|pipx|uv|uvx)\b(?:[^\n]|\\\n)*[ '\"=]zendesk[-_]bridge(?![\w./*-]*\.whl|[\w-]*/)"
    r"|zendesk[-_]bridge(?:\[[\w,]+\])?==",
    re.IGNORECASE,
)
TEXTS = sorted(
    file
    for top in ("zendesk_bridge", "macros", "README.md", "CHANGELOG.md", "config.example.yaml", ".ci")
    for file in ((ROOT / top).rglob("*") if (ROOT / top).is_dir() else [ROOT / top])
    if file.is_file() and "__pycache__" not in file.parts
)


def test_nothing_is_installed_by_our_name() -> None:
    """Programs, recipes, messages and pages install a wheel, an address or the checkout, never the bare name."""
    found = {str(file.relative_to(ROOT)): INSTALLS.findall(file.read_text("utf-8")) for file in TEXTS}
    assert len(found) > 100
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("pip install zendesk-bridge", True),
        ("pip install -U zendesk-bridge, then", True),
        ("python -m pip install 'zendesk-bridge==0.1.0'", True),
        ("pip install 'zendesk-bridge[postgres]'", True),
        ("pipx install zendesk_bridge", True),
        ("uvx zendesk-bridge demo", True),
        ("uv tool run --from zendesk-bridge x", True),
        ("pip install \\\n  zendesk-bridge", True),
        ("- zendesk-bridge==0.1.0", True),
        ("pip wheel .`): the name\nzendesk-bridge is in no package index", False),
        ("python3 -m venv /opt/zendesk-bridge && /opt/zendesk-bridge/bin/pip install zendesk_bridge-*.whl", False),
        (
            'for wheel in ./zendesk_bridge-*.whl; do /opt/zendesk-bridge/bin/pip install "${wheel}[postgres]"; done',
            False,
        ),
        ("pip install -e '.[dev]'", False),
    ],
)
def test_what_counts_as_that(line: str, *, found: bool) -> None:
    """Every installer's way to write it is found, and paths and wheels are not."""
    assert bool(INSTALLS.search(line)) == found
