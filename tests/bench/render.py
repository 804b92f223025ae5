"""Rendering and the job with many late items: ``python tests/bench/render.py [--against COMMIT] [ITEMS ...]``.

The ready-made macros in four languages, for both helpdesks; 10, 100, 600 and 2,000 items unless others are asked for.
Each command runs in a process of its own, and its processor time is what is told, so that a busy machine changes it
little. The sandbox runs beside it: ``check`` alone, ``plan`` before and after the first ``sync``, and a ``sync`` that
has nothing to do. With ``--against`` the same is measured with the program of another commit, side by side.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]
COMMANDS = (["check"], ["plan"], ["sync", "--allow", "all"], ["sync"])
NAMES = ("check", "plan", "first sync", "sync with nothing to do")
TOO_MANY = 600
"""Items past which nothing is written any more: the local helpdesk would take longer than the program."""

CONFIG = """\
helpdesks:
  shop: {{type: zendesk, url: {zendesk}, auth: {{email: "{email}", api_token: "{token}"}}, max_share_of_limit: 100 %}}
  shop-eu: {{type: freshdesk, url: {freshdesk}, auth: {{api_key: "{key}"}}, max_share_of_limit: 100 %}}
macros: macros
backorders: [{{type: file, path: macros/backorders.yaml}}]
timezone: UTC
locale: en_US
"""


def main(args: list[str]) -> None:
    """Measure every size, with this program and the other one."""
    against = args.pop(1) if args[:1] == ["--against"] else ""
    sizes = [int(size) for size in args[bool(against) :]] or [10, 100, 600, 2000]
    with tempfile.TemporaryDirectory() as name:
        programs = {"now": TOP}
        if against:
            programs = {against: Path(name, "other"), **programs}
            git = ("git", "-C", str(TOP), "worktree")
            subprocess.run([*git, "add", "-q", "--detach", str(programs[against]), against], check=True)
        try:
            print(
                f"{'items':>6}  {'command':24}"
                + "".join(f"{which + ' s':>14}{which + ' MB':>14}" for which in programs)
            )
            for size in sizes:
                found = [measured(Path(name), program, size) for program in programs.values()]
                for row, command in enumerate(NAMES[: len(found[0])]):
                    cells = "".join(f"{cpu:>14.1f}{memory:>14.0f}" for cpu, memory in (one[row] for one in found))
                    print(f"{size:>6}  {command:24}{cells}", flush=True)
        finally:
            if against:
                subprocess.run([*git, "remove", "--force", str(programs[against])], check=True)


def measured(folder: Path, program: Path, size: int) -> list[tuple[float, float]]:
    """Return processor seconds and the most memory, in MB, of each command."""
    shop = folder / "shop"
    shutil.rmtree(shop, ignore_errors=True)
    shutil.copytree(TOP / "macros", shop / "macros")
    (shop / "macros" / "backorders.yaml").write_text("\n".join(facts(size)), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(program)}
    line = [sys.executable, "-m", "zendesk_bridge"]
    sandbox = [*line, "sandbox", "--empty", "--format", "json", "--data", str(shop / "box.db")]
    box = subprocess.Popen(sandbox, cwd=shop, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        (shop / "config.yaml").write_text(config(read_json(box)), encoding="utf-8")
        subprocess.run([*line, "setup", "--yes"], cwd=shop, env=environment, check=True, capture_output=True)
        commands = COMMANDS if size <= TOO_MANY else COMMANDS[:2]
        return [cost([*line, *command], shop, environment) for command in commands]
    finally:
        box.terminate()
        box.wait()


def cost(line: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Run a command; what it took."""
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(line, cwd=folder, env=environment, stdout=log, stderr=log)
        _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def facts(size: int) -> list[str]:
    """Return a file of late items."""
    today = datetime.now(UTC).date()
    rows = ["backorders:"]
    for number in range(size):
        first = today + timedelta(days=10 + number % 60)
        swap = "swap: {sku: WID-14, name: Green Widget 12 oz}"
        rows += [
            f"  - sku: SKU-{number:05d}",
            f"    name: Product number {number:05d} Steel",
            f"    ship_window: {{from: {first}, to: {first + timedelta(days=4)}}}",
            "    reason: the supplier's shipment is two weeks late",
            f"    options: [wait, {{{swap}}}, split, cancel]" if number % 2 else "    options: [wait, cancel]",
            f"    next_update: {today + timedelta(days=7)}",
            "    locales: {de: {reason: die Sendung kommt später}, fr: {reason: la livraison a du retard}}",
        ]
    return [*rows, ""]


def config(login: dict[str, Any]) -> str:
    """Return a config for the sandbox that told this."""
    basic = login["zendesk"]["api_token_auth"]
    return CONFIG.format(
        zendesk=login["zendesk"]["url"],
        freshdesk=login["freshdesk"]["url"],
        email=basic["email"],
        token=basic["api_token"],
        key=login["freshdesk"]["auth"]["api_key"],
    )


def read_json(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Read the JSON object with which the sandbox announces itself."""
    assert process.stdout is not None
    text = ""
    while not text.endswith("\n}\n"):
        text += process.stdout.readline()
    found: dict[str, Any] = json.loads(text)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
