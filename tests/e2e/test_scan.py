"""scan: exports in, what would be tagged out, with no configuration and no network."""

import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from beside import sleeps, started

from zendesk_bridge.app.scan import pool
from zendesk_bridge.app.scan.finder import Finder
from zendesk_bridge.cli import run
from zendesk_bridge.feeds.chunks import Chunk

PATIENCE = 120
CATALOGUE = "sku,name,aliases\nWID-12,Blue Widget,azure widget\nLAMP-3,Harbor Desk Lamp,\n"
TICKETS = [
    {"id": 1, "subject": "Where is it", "description": "I ordered WID-12 and an azure widget."},
    {"id": 2, "subject": "Harbor Desk Lamp", "description": "Is it late?"},
    {"id": 3, "subject": "Hello", "description": "Nothing to see here."},
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with a catalogue and three tickets, and be in it."""
    (tmp_path / "products.csv").write_text(CATALOGUE, encoding="utf-8")
    write(tmp_path / "tickets.jsonl", TICKETS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file, tickets):
    """Write tickets as JSON lines."""
    file.write_text("".join(json.dumps(ticket) + "\n" for ticket in tickets), encoding="utf-8")


@pytest.fixture
def scan(folder, capsys):  # noqa: ARG001 - it is where we are
    """Return a function that scans with the catalogue and returns exit code, stdout and stderr."""

    def scanned(*args: str) -> tuple[int, str, str]:
        code = run(["scan", "--catalogue", "products.csv", *args])
        seen = capsys.readouterr()
        assert "Traceback" not in seen.err
        return code, seen.out, seen.err

    return scanned


def line(*args: str):
    """Return the command line of a scan in a process of its own."""
    return [sys.executable, "-m", "zendesk_bridge", "scan", "--catalogue", "products.csv", *args]


def test_what_would_be_tagged_and_why(scan):
    """People read ticket by ticket what was found, where and why, and then a line for each item."""
    code, out, err = scan("tickets.jsonl")
    assert (code, err) == (0, "")
    assert "#1: WID-12\n  description 10-16: 'WID-12' is WID-12 (its SKU)\n" in out
    assert "'azure widget' is WID-12 (its alias 'azure widget')" in out
    assert "#2: LAMP-3\n  subject 0-16: 'Harbor Desk Lamp' is LAMP-3 (its name)\n" in out
    assert "#3" not in out
    assert "3 tickets read, 2 would be tagged.\n" in out
    assert "  WID-12        1 (33.3 %)  exact 1, alias 1\n" in out


def test_json_lines(scan):
    """Programs read one line for each ticket, in order, on stdout alone; the summary is on stderr."""
    code, out, err = scan("--format", "json", "tickets.jsonl")
    assert code == 0
    first, second, third = (json.loads(text) for text in out.splitlines())
    assert (first["ticket"], first["skus"], first["possible"]) == (1, ["WID-12"], [])
    assert first["mentions"][0] == {
        "sku": "WID-12",
        "text": "WID-12",
        "start": 10,
        "end": 16,
        "field": "description",
        "reason": "exact",
        "term": "WID-12",
    }
    assert second["skus"] == ["LAMP-3"]
    assert third == {"ticket": 3, "skus": [], "mentions": [], "possible": []}
    summary = json.loads(err)
    assert {key: summary[key] for key in ("tickets", "tagged", "bad")} == {"tickets": 3, "tagged": 2, "bad": 0}
    assert summary["items"]["LAMP-3"] == {"tickets": 1, "reasons": {"name": 1}}


def test_refused_is_shown_on_request(scan):
    """Near misses come with their reason when they are asked for, and else they do not come."""
    _, out, _ = scan("--format", "json", "--refused", "tickets.jsonl")
    assert all("refused" in json.loads(text) for text in out.splitlines())


def test_a_table_of_tickets_and_other_columns(folder, scan):
    """A CSV of tickets and a catalogue with headers of its own need no configuration either."""
    (folder / "products.csv").write_text("Variant;Title;Synonyms\nWID-12;Blue Widget;azure widget|bw\n", "utf-8")
    (folder / "t.csv").write_text('Ticket ID,Subject,Description\n5,x,"an\nazure widget"\n', "utf-8")
    columns = ["--column", "sku=Variant", "--column", "name=Title", "--column", "aliases=Synonyms"]
    code, out, _ = scan(*columns, "--alias-separator", "|", "--format", "json", "t.csv")
    assert (code, json.loads(out)["skus"], json.loads(out)["ticket"]) == (0, ["WID-12"], 5)


def test_stdin_and_gzip(folder, scan, monkeypatch):
    """Tickets may come packed, and through a pipe."""
    packed = gzip.compress((folder / "tickets.jsonl").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(packed))))
    code, out, _ = scan("--format", "json", "-")
    assert (code, len(out.splitlines())) == (0, 3)


def test_bad_lines_are_named_and_the_others_stand(folder, scan):
    """A broken line is named by number, the tickets around it are scanned, and the exit code says partly."""
    with (folder / "tickets.jsonl").open("a") as file:
        file.write('{broken\n[]\n{"id": 9}\n' + json.dumps(TICKETS[0]) + "\n" + "{\n" * 10)
    code, out, err = scan("--format", "json", "tickets.jsonl", "missing.jsonl")
    assert code == 3
    assert len(out.splitlines()) == 4
    assert "left out: missing.jsonl: cannot be read: no such file" in err
    assert "left out: tickets.jsonl:4: is not JSON" in err
    assert "left out: tickets.jsonl:6: is no ticket: it has neither subject nor description" in err
    assert '"bad": 14' in err
    assert "more like these" in err


@pytest.mark.parametrize("data", ["", "\n\n", "{broken\n", "name,price\na,b\n", "[1, 2]", "{"])
def test_nothing_to_read(folder, scan, data):
    """A file without a single ticket is an error."""
    (folder / "tickets.jsonl").write_text(data, "utf-8")
    code, out, err = scan("tickets.jsonl")
    assert (code, out) == (2, "")
    assert "No ticket could be read" in err
    reason = "there is no row" if not data.strip() else "left out: tickets.jsonl"
    assert reason in err


@pytest.mark.parametrize("data", ["hi\n", "id,subject,description\n", "[]"])
def test_a_file_without_a_row_is_told_why(folder, scan, data):
    """Where there is no row that could be named, it is said that there is none, and what tickets look like."""
    (folder / "t.txt").write_text(data, "utf-8")
    code, _, err = scan("t.txt")
    assert code == 2
    assert "No ticket could be read: there is no row, or nothing but a first line." in err
    assert "names the columns: id, subject, description" in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["tickets.jsonl"], "Say what to look for: --catalogue products.csv, or --config config.yaml"),
        ([], "FILE..."),
        (["--catalogue", "none.csv", "tickets.jsonl"], "none.csv: cannot be read"),
        (["--catalogue", "tickets.jsonl", "tickets.jsonl"], "there is no column 'sku'"),
        (["--catalogue", "products.csv", "--column", "price=Preis", "tickets.jsonl"], "write sku=..., name=..."),
        (["--catalogue", "products.csv", "--jobs", "0", "tickets.jsonl"], "--jobs"),
        (["--catalogue", "products.csv", "--alias-separator", "", "tickets.jsonl"], "--alias-separator"),
        (["--catalogue", "-", "-"], "stdin can be the catalogue or the tickets, and not both"),
        (["--catalogue", "empty.csv", "tickets.jsonl"], "empty.csv: holds no products\n"),
        (["--config", "none.yaml", "tickets.jsonl"], "none.yaml: cannot be read"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_usage(capsys, args, says):
    """A mistake in the call is said in plain words, with what would be right."""
    Path("empty.csv").touch()
    assert run(["scan", *args]) == 2
    seen = capsys.readouterr()
    assert says in seen.err
    assert seen.out == ""


def test_tickets_for_a_catalogue(folder, scan, monkeypatch):
    """When the two files were mixed up, the message does not repeat what a customer wrote."""
    tickets = io.BytesIO((folder / "tickets.jsonl").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(tickets)))
    code, out, err = scan("--catalogue", "-", "tickets.jsonl")
    assert (code, out) == (2, "")
    said = "there is no column 'sku' for sku (is it the right file? Its first line names no columns)"
    assert err == f"stdin:1: {said}\n"


def test_no_stdin(scan, monkeypatch):
    """A standard input that was closed is a file that cannot be read."""
    monkeypatch.setattr(sys, "stdin", None)
    code, _, err = scan("-")
    assert code == 2
    assert "left out: stdin: cannot be read: it is closed\n" in err


def test_bad_rows_of_the_catalogue_are_named(folder, scan):
    """A catalogue with a few bad rows is used without them."""
    (folder / "products.csv").write_text(CATALOGUE + ",no sku,\n" * 7, "utf-8")
    code, out, err = scan("tickets.jsonl")
    assert code == 0
    assert "2 would be tagged" in out
    assert "warning: products.csv:4: the row has no SKU" in err
    assert "7 rows are left out" in err


def test_customers_words_do_no_harm_on_a_terminal(folder, scan):
    """Escape sequences and direction overrides that a customer wrote are not sent to the terminal."""
    write(
        folder / "t.jsonl",
        [{"id": "\x1b[2J\u202e\ud800", "subject": "azure\x1b[31m\u202e widget \ud800 WID-12", "description": ""}],
    )
    code, out, _ = scan("--refused", "t.jsonl")
    assert code == 0
    assert "#\ufffd[2J\ufffd\ufffd: WID-12\n" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\ud800" not in out


# --- many processes ----------------------------------------------------------------------------------------


@pytest.fixture
def many(folder):
    """Return a file of many tickets in which every third mentions the widget."""
    texts = ["I ordered WID-12", "nothing", "a Harbor Desk Lamp"]
    file = folder / "many.jsonl"
    write(file, [{"id": number, "subject": "x" * 300, "description": texts[number % 3]} for number in range(12_000)])
    return file


def test_as_one_so_many(many):
    """Two processes print exactly what one does, in the order of the file."""
    alone, both = (
        subprocess.run(  # noqa: S603 - our own command
            line("--format", "json", "--jobs", jobs, many.name), capture_output=True, timeout=PATIENCE, check=True
        )
        for jobs in ("1", "2")
    )
    assert alone.stdout == both.stdout
    assert json.loads(alone.stderr) == json.loads(both.stderr)
    assert [json.loads(text)["ticket"] for text in both.stdout.splitlines()] == list(range(12_000))


def test_a_reader_that_had_enough(many):
    """When nobody reads on, the scan ends quietly, and so do its processes."""
    pipe = subprocess.PIPE
    with started(line("--jobs", "2", many.name), stdout=pipe, stderr=pipe) as process:
        assert process.stdout.readline() == "#0: WID-12\n"
        process.stdout.close()
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == ""
    assert children(process.pid) == []


@contextmanager
def waiting():
    """Start a scan in two processes that has found one ticket and waits for more; yield it and its processes."""
    pipe = subprocess.PIPE
    with started(line("--jobs", "2", "-"), stdin=pipe, stdout=pipe, stderr=pipe) as process:
        feed(process)
        assert process.stdout.readline() == "#0: WID-12\n"
        workers = children(process.pid)
        assert len(workers) == 2
        yield process, workers


def feed(process):
    """Give a scan more chunks of tickets than its processes may be ahead; the first ticket mentions an item."""
    words = ["WID-12", *["nothing"] * 12_000]
    process.stdin.write(
        "".join(json.dumps({"id": number, "subject": text}) + "\n" for number, text in enumerate(words))
    )
    process.stdin.flush()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("folder")
def test_stopping(sign, until):
    """Ctrl-C and SIGTERM end the scan and its processes at once, in one line."""
    with waiting() as (process, workers):
        until(lambda: sleeps(process))
        process.send_signal(sign)
        assert process.wait(PATIENCE) == 130
        assert process.stderr.read().endswith("Stopped.\n")
        assert not [worker for worker in workers if alive(worker)]


@pytest.mark.usefixtures("folder")
def test_a_killed_parent_leaves_nobody_behind(until):
    """When the scan itself is killed, its processes learn of it and end."""
    with waiting() as (process, workers):
        process.kill()
        until(lambda: not any(alive(worker) for worker in workers))


@pytest.mark.usefixtures("folder")
def test_a_worker_that_dies_is_told():
    """When a process ends before its work is done, the scan says so and leaves with 1."""
    with waiting() as (process, workers):
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        with suppress(BrokenPipeError):  # it has noticed before it read on
            feed(process)
        assert process.wait(PATIENCE) == 1
        assert "has ended before its work was done" in process.stderr.read()


STOPPED_AT_BIRTH = """
import os, sys
from multiprocessing import util
from zendesk_bridge.cli import main
sign = int(sys.argv.pop(1))
util.register_after_fork(main, lambda _: os.kill(os.getpid(), sign))
main()
"""
"""A scan each of whose processes gets a signal the moment it is there."""


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 1)])
def test_a_worker_stopped_while_it_starts_is_quiet(many, sign, code):
    """A process that is stopped before it has begun says nothing, and Ctrl-C is none of its business even then."""
    script = [sys.executable, "-c", STOPPED_AT_BIRTH, str(int(sign))]
    args = ["scan", "--catalogue", "products.csv", "--jobs", "2", many.name]
    ran = subprocess.run([*script, *args], capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own command
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert "KeyboardInterrupt" not in ran.stderr


@pytest.mark.parametrize("chunks", [0, 1])
def test_no_process_is_started_for_next_to_nothing(folder, monkeypatch, chunks):  # noqa: ARG001 - it is where we are
    """Nothing to look through, or little, is not worth a second process."""
    monkeypatch.setattr(pool, "_workers", None)
    chunk = Chunk("t.jsonl", [1], [{"id": 1, "subject": "nothing"}])
    assert len(list(pool.run(Finder(()), [chunk] * chunks, 2))) == chunks


def children(pid):
    """Return the processes that this one's first thread started, which is the one that starts any."""
    with suppress(OSError):  # it is gone
        return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def alive(pid):
    """Tell whether this process is there and no mere entry in the table."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_cores():
    """At least one process works."""
    assert pool.cores() >= 1


def test_progress_on_a_terminal(many):
    """Whoever watches stderr on a terminal, with stdout elsewhere, sees how far it has come."""
    ours, theirs = pty.openpty()
    ran = subprocess.run(  # noqa: S603 - our own command
        line("--format", "json", many.name), stdout=subprocess.DEVNULL, stderr=theirs, timeout=PATIENCE, check=False
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # which is how a terminal ends
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert ran.returncode == 0
    assert b"12,000 tickets" in shown


def test_a_ticket_that_is_too_long_is_left_out(folder, scan, monkeypatch):
    """It is named by its line, and the others are read."""
    monkeypatch.setattr("zendesk_bridge.core.mentions.match.work.MOST", 100_000)
    write(folder / "tickets.jsonl", [*TICKETS[:2], {"id": 9, "description": "WID-12." * 2_000}, TICKETS[2]])
    code, out, err = scan("tickets.jsonl")
    assert code == 3
    assert "3 tickets read, 2 would be tagged, 1 row left out." in out
    assert "left out: tickets.jsonl:3: is too long to be searched" in err
