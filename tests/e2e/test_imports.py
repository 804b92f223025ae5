"""What each command loads: nobody waits for a library that the command does not use."""

import json
import subprocess
import sys

import pytest

from zendesk_bridge.cli import COMMANDS

DATABASE = {"sqlalchemy", "alembic"}
HTTP = {"requests", "urllib3", "tenacity"}
SERVER = {"starlette", "uvicorn", "h11", "liquid"}
WORDS = {"jinja2", "babel", "markdown_it"}
MENTIONS = {"daachorse", "rapidfuzz"}
TERMINAL = {"rich"}

PROGRAM = """
import json, sys
from zendesk_bridge.cli import run
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded(args, folder, text=""):
    """Run a command in a process of its own; return its exit code and the libraries that it has loaded."""
    line = [sys.executable, "-c", PROGRAM, *args]
    ran = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd=folder, input=text)  # noqa: S603 - our own command
    code, names = json.loads(ran.stderr.splitlines()[-1])
    return code, set(names)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "sandbox"])
def test_help_of_a_command_loads_no_library_that_works(tmp_path, name):
    """A command's help needs nothing but what reads a command line."""
    code, names = loaded([name, "--help"], tmp_path)
    assert code == 0
    assert names & (DATABASE | HTTP | SERVER | TERMINAL | WORDS | MENTIONS | {"pydantic", "yaml"}) == set()


@pytest.mark.parametrize(
    ("args", "expected", "idle"),
    [
        (["check"], 0, {"alembic"} | HTTP | SERVER | TERMINAL),  # it looks at the history that is there
        (["preview"], 0, DATABASE | HTTP | SERVER | TERMINAL),
        (["scan", "--config", "config.yaml", "-"], 0, DATABASE | HTTP | SERVER | TERMINAL),
        (["import", "--file", "-", "--type", "zendesk", "--dry-run"], 3, DATABASE | SERVER | TERMINAL),
        (["schema", "config"], 0, DATABASE | HTTP | SERVER | TERMINAL | WORDS),
        (["sandbox", "--plan", "golden"], 2, DATABASE | HTTP | TERMINAL | MENTIONS | {"markdown_it"}),
        (["plan"], 3, SERVER | TERMINAL | {"alembic"}),
    ],
)
def test_a_command_loads_only_what_it_uses(quiet_shop, args, expected, idle):
    """Each command does its work without the libraries that it has no use for."""
    code, names = loaded(args, quiet_shop.folder, text='{"id": 1, "description": "Where is BW12?"}\n')
    assert code == expected
    assert names & idle == set()
