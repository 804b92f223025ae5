"""How fast the sandbox is, on one core: ``python tests/bench/sandbox.py [TICKETS]`` (100,000 when left out).

Generates the tickets into a data file, then asks the Zendesk face for small pages and for pages of 1,000 over one
connection that stays open. The sandbox runs alone on the first core, this client on another. Linux only.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOGIN = base64.b64encode(b"sandbox-admin@example.com/token:sandbox-zendesk-api-token").decode()
COMMAND = [sys.executable, "-m", "zendesk_bridge", "sandbox", "--format", "json"]
SECONDS = 5


def main() -> None:
    """Generate, measure, print."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "box.db"
        started = time.monotonic()
        os.sched_setaffinity(0, cores[:1])  # the sandbox inherits it
        box = subprocess.Popen(
            [*COMMAND, "--tickets", str(tickets), "--data", str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        os.sched_setaffinity(0, cores[-1:])
        try:
            url = read_json(box)["zendesk"]["url"]
            took = time.monotonic() - started
            size = file.stat().st_size / 1e6
            print(f"generated {tickets:,} tickets in {took:.1f} s, {tickets / took:,.0f} a second, file {size:,.0f} MB")
            print(f"peak memory after generating: {peak(box):.0f} MB")
            measure(url)
            print(f"peak memory at the end: {peak(box):.0f} MB")
        finally:
            box.terminate()
            box.wait()


def measure(url: str) -> None:
    """Ask one kind of page at a time, for some seconds each."""
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def get(path: str) -> bytes:
        line.request("GET", path, headers={"Authorization": f"Basic {LOGIN}"})
        answer = line.getresponse()
        body = answer.read()
        assert answer.status == 200, body[:200]
        return body  # unparsed: the sandbox is measured, not this client

    rate("GET tickets/1", lambda: get("/api/v2/tickets/1.json"))
    for size in (1, 10, 100):
        rate(f"GET tickets?page[size]={size}", lambda size=size: get(f"/api/v2/tickets.json?page[size]={size}"))
    pages = export(get)
    rate("GET incremental/tickets/cursor, 1,000 rows", lambda: next(pages))
    line.close()


def export(get: Callable[[str], bytes]) -> Iterator[bytes]:
    """Read the whole export, again and again."""
    while True:
        page = get("/api/v2/incremental/tickets/cursor.json?start_time=0")
        while b'"end_of_stream":true' not in page[-4_000:]:
            yield page
            cursor = page.rpartition(b'"after_cursor":"')[2].partition(b'"')[0].decode()
            page = get(f"/api/v2/incremental/tickets/cursor.json?cursor={cursor}")


def rate(name: str, act: Callable[[], object]) -> None:
    """Print how many times a second something can be done."""
    act()
    count, started = 0, time.monotonic()
    while (took := time.monotonic() - started) < SECONDS:
        act()
        count += 1
    print(f"{name}: {count / took:,.0f} a second")


def peak(process: subprocess.Popen[str]) -> float:
    """Return the most memory that a process has held, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def read_json(process: subprocess.Popen[str]) -> Any:
    """Read the JSON object with which the sandbox says where it is."""
    text = ""
    while not text.endswith("\n}\n"):
        line = process.stdout.readline() if process.stdout else ""
        assert line, "the sandbox ended"
        text += line
    return json.loads(text)


if __name__ == "__main__":
    main()
