"""The command line. What does a command's work is imported when it is called, so that ``--help`` is instant."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib import import_module
from itertools import pairwise
from keyword import iskeyword
from typing import Any

import click

from zendesk_bridge.cli.output import emit_json, problem_lines, show, tell, times_json, unexpected
from zendesk_bridge.core.errors import BridgeError, InvalidInput, Problem

COMMANDS = {
    "init": "Write the files to begin with: asks which helpdesks, languages, time zone.",
    "check": "Look for mistakes in config, macros and backorders. Offline.",
    "doctor": "Look at all that a run needs, and say what to do. Writes nothing.",
    "preview": "Show the reply that an agent will get from a macro. Offline.",
    "scan": "Show what would be tagged in an export of tickets, and why. Offline.",
    "import": "Make macro files of the macros that a helpdesk has already.",
    "setup": "Make ticket fields, put them on forms, and make views, after showing it all.",
    "plan": "Show what would change in the helpdesks' macros. Writes nothing.",
    "apply": "Make the macros match the files: a reviewed plan, or the current one.",
    "triage": "Mark the tickets that mention a late item; explain one ticket.",
    "sync": "The scheduled job: macros, then tickets, then one summary.",
    "watch": "Run the scheduled job again and again in one process: every five minutes.",
    "outreach": "Tell the customers of late orders before they ask: plan, explain, send.",
    "status": "Show how the scheduled job is doing; leaves with 1 when it is not well. Offline.",
    "history": "Show how each late item changed, and how its ship window held. Offline.",
    "promises": "Show who was told what, when, by whom, and whether it was right. Offline.",
    "choices": "Show what customers chose: wait, swap, split or cancel; what is to be read. Offline.",
    "followups": "List the customers whose next update is due, overdue or forgotten. Offline.",
    "report": "Show how right agents' answers were, or a whole morning on one board. Offline.",
    "evidence": "Show what a customer was promised, was told and answered, with dates and texts.",
    "forget": "Forget what was said to and by one customer, after showing it.",
    "serve": "Serve the page on which customers choose, behind your reverse proxy.",
    "state": "Show what is remembered of each account; forget it, or file it otherwise.",
    "sandbox": "Run a local Zendesk, Freshdesk and shop to try things out.",
    "demo": "See the whole product work in a minute, on this machine only.",
    "schema": "Print a JSON Schema, for completion in your editor.",
}

MODULES = {
    "check": "check",
    "choices": "choices",
    "init": "init",
    "doctor": "doctor",
    "evidence": "evidence",
    "followups": "followups",
    "forget": "forget",
    "history": "history",
    "import": "importing",
    "outreach": "outreach",
    "promises": "promises",
    "report": "report",
    "sandbox": "local",
    "serve": "serve",
    "state": "state",
    "status": "status",
    "watch": "watch",
}
"""Where a command's options and help are, for those that are not in ``commands``: a folder's ``work`` does its work."""

HELP = """One answer about backordered items, from every agent.

What is late and when it ships stands in YAML; macros in Zendesk, canned responses in Freshdesk, the marks on
tickets and the reply that waits in the composer follow from it.

\b
Start here:   zendesk-bridge demo
Then:         zendesk-bridge init
              zendesk-bridge check, doctor, setup, plan, apply
Every 5 min:  zendesk-bridge sync
Or for ever:  zendesk-bridge watch
"""

EXIT_CODES = """\b
Exit codes:
  0   done, or nothing to do
  1   failed
  2   usage, config or files are wrong
  3   some items failed or were held back, the rest is done
  4   plan --exit-code found changes
  5   refused by the safety gate, a digest, a clock that is not the helpdesk's, or
      because another account is remembered under its name:
      what the gate refused was not written, the rest was, and both are told
  75  try again later: another run is busy, or a helpdesk is down
  130 stopped by Ctrl-C or SIGTERM
"""


class Commands(click.Group):
    """A group that knows its commands' names and first lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import what the command line knows of one command, and not yet what does its work."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"zendesk_bridge.cli.{MODULES.get(cmd_name, 'commands')}")
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands with their first lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a wrong name is answered with the nearest right one."""
        if args and args[0] not in COMMANDS:
            meant = import_module("zendesk_bridge.cli.hints").meant(args[0], COMMANDS)
            near = [meant] if meant else get_close_matches(args[0].lower(), COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else " zendesk-bridge --help lists them."
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, help=HELP, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zendesk-bridge")
def cli() -> None:
    """Hold the commands together."""


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one readable message on stderr."""
    began = datetime.now(UTC), time.monotonic()
    try:
        result: Any = cli.main(list(args), prog_name="zendesk-bridge", standalone_mode=False)
    except click.ClickException as error:
        told = _hinted(error, args)
        told.show()
        return _refused(began, args, told.format_message(), error.exit_code, fix=_help(error))
    except (click.Abort, KeyboardInterrupt):
        tell(_stopped(args))
        return _refused(began, args, _stopped(args), 130)
    except BridgeError as error:
        if isinstance(error, InvalidInput):  # editors and CI read file:line:col from the line's start
            show("\n".join(map(_in_lines, error.problems)))
        else:
            tell(str(error))
        problems = error.problems if isinstance(error, InvalidInput) else ()
        return _refused(began, args, error.message, error.exit_code, problems, error.fix)
    except (BrokenPipeError, SystemExit):  # the latter is how click leaves
        sys.stderr.close()  # the reader of our output is gone, and Python would complain about it at exit
        return 0
    except Exception as error:
        if os.environ.get("ZENDESK_BRIDGE_DEBUG"):
            raise
        tell(unexpected(error))
        return _refused(began, args, unexpected(error), 1)
    return result if isinstance(result, int) else 0


_LINE = 120  # characters


def _in_lines(problem: Problem) -> str:
    """Return a problem in one line, or with its fix below where it would be a long one."""
    whole = str(problem)
    return whole if len(whole) <= _LINE else "\n".join(problem_lines(str(replace(problem, fix="")), problem.fix))


def _hinted(error: click.ClickException, args: Sequence[str]) -> click.ClickException:
    """Return the error with what was probably meant."""
    if not isinstance(error, click.UsageError):
        return error
    hint = import_module("zendesk_bridge.cli.hints").hint(error, args, cli)
    return click.UsageError(f"{error.format_message().rstrip('.')}: {hint}", error.ctx) if hint else error


def _stopped(args: Sequence[str]) -> str:
    """Say that a command was stopped; what was written, only of those that write."""
    shows = any(arg in {"--dry-run", "--ticket"} or arg.startswith("--ticket=") for arg in args)
    if shows or not {"setup", "apply", "triage", "sync"}.intersection(args[:1]):
        return "Stopped."
    return "Stopped. What was written is written; run the same command again to finish."


def _help(error: click.ClickException) -> str:
    """Return where the right usage is told, "" for an error that is none of usage."""
    if not isinstance(error, click.UsageError):
        return ""
    return f"`{error.ctx.command_path if error.ctx else 'zendesk-bridge'} --help` tells what is right."


Began = tuple[datetime, float]
"""When a command began: the aware time, and seconds by a clock that only goes forward."""


def _refused(
    began: Began, args: Sequence[str], message: str, code: int, problems: Sequence[Problem] = (), fix: str = ""
) -> int:
    """Tell a program that asked for JSON the same that people were told; returns the exit code.

    Several problems have their advice one by one, and all of it together in ``fix``. Not for ``scan``, whose JSON is
    one line for each ticket.
    """
    asked = "--format=json" in args or ("--format", "json") in pairwise(args)
    if asked and args[0] != "scan":
        advice = dict.fromkeys(it.fix for it in problems if it.fix)
        told = {
            "exit_code": code,
            "message": message,
            "fix": fix or "\n".join(advice),
            "problems": [{"place": str(it.place), "message": it.message, "fix": it.fix} for it in problems],
        }
        with suppress(OSError):  # nobody reads it, or there is no room for it: that was the error
            emit_json({"ok": False, **_of_a_run(began, args, code), "error": told})
    return code


def _of_a_run(began: Began, args: Sequence[str], code: int) -> dict[str, Any]:
    """Return what JSON tells of every run of the scheduled job, here of one that came to no end of its own."""
    if args[0] != "sync" or "--dry-run" in args:
        return {}
    started, then = began
    return {"exit_code": code, **times_json(started, time.monotonic() - then), "helpdesks": {}}


def main() -> None:
    """Run the command line and leave with its exit code. A SIGTERM ends it as Ctrl-C does: tidily."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if "TZ" in os.environ:
        import_module("zendesk_bridge.cli.own_zone").forget_odd(os.environ)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without a character shows a question mark for it
    sys.exit(run(sys.argv[1:]))
