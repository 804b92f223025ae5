"""Lines on a terminal: as wide as it is, and in colours where it has them and nobody asked for none."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from zendesk_bridge.cli.output import clear_progress
from zendesk_bridge.core.report import Line, laid_out


def paint(lines: Iterable[Line], *, err: bool = False) -> None:
    """Print lines to stdout, or to stderr; where that is no terminal, each as one line and without colours."""
    stream = sys.stderr if err else sys.stdout
    clear_progress()
    stream.write(laid_out(lines, _width(stream), colours=_colours(stream)) + "\n")
    stream.flush()


def _width(stream: TextIO) -> int | None:
    return shutil.get_terminal_size().columns if stream.isatty() else None


def _colours(stream: TextIO) -> bool:
    """Tell whether to colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
