"""A whole sync over many tickets, measured: ``python tests/bench/sync.py TICKETS.jsonl PRODUCTS.csv``.

TICKETS holds one ticket a line: ``{"id", "subject", "description", "requester", "product", "mentions_product"}``;
``product`` is the name that the ticket is about, where ``mentions_product`` is true. PRODUCTS has the columns ``sku``
and ``name``. Every product becomes a late item, its name an alias. Each face in turn serves all tickets from a sandbox
in a process of its own, and the command line runs against it as an admin's scheduled job would, twice.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

CONFIG = """\
helpdesks:
  {face}: {{type: {face}, url: {url}, auth: {auth}, max_share_of_limit: 100 %}}
backorders: [{{type: file, path: late.yaml}}]
timezone: UTC
limits: {{tickets: 100000}}
"""
MACRO = 'key: update\ntitle: "Backorder::Update"\nreply: "Hi {{ customer.first_name }}, {{ backorder.message }}"\n'
COMMAND = [sys.executable, "-m", "zendesk_bridge"]


def main() -> None:
    """Load, sync twice, compare with the truth, print the table."""
    tickets = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    with Path(sys.argv[2]).open(encoding="utf-8", newline="") as file:
        products = {row["name"]: row["sku"] for row in csv.DictReader(file)}
    print(f"{len(tickets)} tickets, {len(products)} late items, each face on its own\n")
    for face in ("zendesk", "freshdesk"):
        with tempfile.TemporaryDirectory() as name:
            box = subprocess.Popen(
                [*COMMAND, "sandbox", "--empty", "--format", "json", "--data", f"{name}/box.db"],
                stdout=subprocess.PIPE,
                text=True,
            )
            try:
                measure(Path(name), face, read_json(box)[face], tickets, products)
            finally:
                box.terminate()
                box.wait()


def measure(
    folder: Path, face: str, login: dict[str, Any], tickets: list[dict[str, Any]], products: dict[str, str]
) -> None:
    """Run the job against one face and print what it took beside the least possible."""
    ids = load(login["url"], tickets)
    write_files(folder, face, login, products)
    job(folder, "setup", "--yes")
    job(folder, "apply", "--yes")
    for number in (1, 2):
        ran = run(folder, login["url"])
        (part,) = ran["summary"]["tickets"]
        print(f"{face}, sync {number}: {ran['seconds']:.1f} s wall, {ran['peak']:.0f} MB peak memory")
        print(f"  {ran['counted']['total']} calls, {ran['counted']['writes']} of them writes: {shape(ran['counted'])}")
        if number == 1:
            per_call(face, ran["counted"]["calls"], part["scanned"], len(part["tickets"]))
            correctness(part, tickets, ids, products)
    print()


def per_call(face: str, calls: dict[str, int], scanned: int, marked: int) -> None:
    """Relate calls to tickets: reading per 1,000 scanned, writing per 100 marked."""
    reading = sum(number for path, number in calls.items() if "incremental" in path or path.endswith("v2/tickets"))
    about = ("/update_many", "/job_statuses", "/tickets/{id}", "/contacts", "/conversations", "/users")
    writing = sum(number for path, number in calls.items() if any(part in path for part in about))
    least = {"zendesk": ("1, and 1 a page of events", "1 job and its polls"), "freshdesk": ("10", "100 to 200")}[face]
    print(f"  reading: {1000 * reading / scanned:.1f} calls per 1,000 tickets scanned (least possible: {least[0]})")
    print(f"  writing: {100 * writing / max(1, marked):.1f} calls per 100 tickets marked (least possible: {least[1]})")


def read_json(box: subprocess.Popen[str]) -> dict[str, Any]:
    """Read the pretty-printed JSON object that a process prints first."""
    assert box.stdout is not None
    text = ""
    for line in box.stdout:
        text += line
        if line == "}\n":
            break
    return dict(json.loads(text))


def load(url: str, tickets: list[dict[str, Any]]) -> dict[int, int]:
    """Put the tickets into the sandbox, spread over the last days; return sandbox id -> row."""
    start = datetime.now(UTC) - timedelta(days=20)
    rows = [
        {
            "subject": ticket["subject"],
            "description": ticket["description"],
            "requester": {"email": ticket["requester"], "name": ticket["requester"].split("@")[0]},
            "created_at": (start + timedelta(minutes=15 * number)).isoformat(),
        }
        for number, ticket in enumerate(tickets)
    ]
    ids = requests.post(f"{url}/_sandbox/tickets", json=rows, timeout=60).json()["ids"]
    return dict(zip(ids, range(len(tickets)), strict=True))


def write_files(folder: Path, face: str, login: dict[str, Any], products: dict[str, str]) -> None:
    """Write the admin's folder."""
    config = CONFIG.format(face=face, url=login["url"], auth=json.dumps(login["auth"]))
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    (folder / "macros").mkdir()
    (folder / "macros" / "update.yaml").write_text(MACRO, encoding="utf-8")
    start = datetime.now(UTC).date() + timedelta(days=10)
    items = [
        {
            "sku": sku,
            "name": name,
            "aliases": [name],
            "ship_window": {"from": str(start), "to": str(start + timedelta(days=4))},
            "reason": "the supplier is late",
            "options": ["wait", "cancel"],
            "next_update": str(start - timedelta(days=3)),
        }
        for name, sku in products.items()
    ]
    (folder / "late.yaml").write_text(json.dumps({"backorders": items}), encoding="utf-8")


def job(folder: Path, *args: str) -> tuple[str, float, float]:
    """Run a command; return its output, seconds, and peak memory in MB."""
    command, *rest = args
    started = time.perf_counter()
    line = [*COMMAND, command, "--config", str(folder / "config.yaml"), *rest]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{args} left with {os.waitstatus_to_exitcode(status)}")
    return out, time.perf_counter() - started, usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def run(folder: Path, url: str) -> dict[str, Any]:
    """Sync once, counting what the face is asked."""
    requests.delete(f"{url}/_sandbox/requests", timeout=10)
    out, seconds, peak = job(folder, "sync", "--format", "json")
    counted = requests.get(f"{url}/_sandbox/requests", timeout=10).json()
    return {"summary": json.loads(out), "seconds": seconds, "peak": peak, "counted": counted}


def shape(counted: dict[str, Any]) -> str:
    """Return the calls in short."""
    short = {key.replace("/api/v2", ""): number for key, number in counted["calls"].items()}
    return ", ".join(f"{number} {key}" for key, number in sorted(short.items(), key=lambda item: -item[1]))


def correctness(
    part: dict[str, Any], tickets: list[dict[str, Any]], ids: dict[int, int], products: dict[str, str]
) -> None:
    """Compare the tags with the truth."""
    tag = {f"backorder_{sku.lower().replace('-', '_')}": sku for sku in products.values()}
    found = {
        (ids[patch["ticket"]], tag[name]) for patch in part["tickets"] for name in patch["add_tags"] if name in tag
    }
    truth = {(row, products[ticket["product"]]) for row, ticket in enumerate(tickets) if ticket["mentions_product"]}
    hits = len(found & truth)
    print(
        f"  {len(found)} item tags set, precision {hits / max(1, len(found)):.4f}, "
        f"recall {hits / max(1, len(truth)):.4f}"
    )
    for row, sku in sorted(found - truth)[:12]:
        print(f"    not in the truth: ticket {tickets[row]['id']}: {sku}")


if __name__ == "__main__":
    main()
