"""What somebody meant whose command line cannot be read: told behind the message, and only when one is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import click

_DIGEST = re.compile(r"[0-9a-f]{16}")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("validate", "verify", "lint", "test", "checks"), "check"),
    **dict.fromkeys(("render", "show", "print"), "preview"),
    **dict.fromkeys(("search", "find", "match"), "scan"),
    **dict.fromkeys(("diff", "dry-run", "dryrun", "compare"), "plan"),
    **dict.fromkeys(("deploy", "push", "upload", "publish", "update", "write", "create"), "apply"),
    **dict.fromkeys(("run", "start", "cron", "job", "all"), "sync"),
    **dict.fromkeys(("install", "configure", "config", "fields"), "setup"),
    **dict.fromkeys(("tag", "mark", "tickets"), "triage"),
    **dict.fromkeys(("server", "serve", "local", "mock"), "sandbox"),
    **dict.fromkeys(("new", "create-config", "begin"), "init"),
    **dict.fromkeys(("health", "ping", "login", "auth"), "doctor"),
}


def meant(word: str, commands: Mapping[str, str]) -> str:
    """Return the command that another program's word stands for, "" for a word that we do not know."""
    found = _OTHER_WORDS.get(word.strip("-").lower(), word.strip("-").lower())
    return found if found in commands else ""


def hint(error: click.UsageError, args: Sequence[str], commands: click.Group) -> str:
    """Return what to write instead, "" where nothing comes to mind."""
    if isinstance(error, click.NoSuchOption):
        return _of_option(error, args, commands)
    if isinstance(error, click.BadOptionUsage) and "requires an argument" in error.message:
        return _of_value(error.option_name, args, commands)
    if "unexpected extra argument" in error.message:
        return _of_argument(args, commands, error.ctx)
    return ""


def _of_option(error: click.NoSuchOption, args: Sequence[str], commands: click.Group) -> str:
    dashed = next((arg for arg in args if re.match(r"-[a-z][a-z-]{2,}", arg)), "")
    if dashed:
        return f"a long option has two dashes: -{dashed}"
    if error.ctx and error.ctx.parent is None:
        word = error.option_name.strip("-")
        if word in commands.list_commands(error.ctx):
            return f"a command has no dashes: {_line(word)}"
        return f"options stand behind the command: {_line(f'check {error.option_name} ...')}"
    if error.possibilities:
        return ""
    others = _with(error.option_name, commands)
    if error.ctx and error.ctx.command.name in {"plan", "check", "preview"} and error.option_name == "--dry-run":
        return "it writes nothing anyway: leave it out"
    return f"it is an option of {' and '.join(others)}" if others else ""


def _of_value(option: str, args: Sequence[str], commands: click.Group) -> str:
    """Return how an option is written with its value."""
    context = click.Context(commands)
    command = commands.get_command(context, args[0]) if args else None
    found = next((it for it in command.params if option in it.opts), None) if command else None
    return f"write {option} {found.make_metavar(context)}" if found else ""


def _with(option: str, commands: click.Group) -> list[str]:
    """Return the commands that have this option."""
    found = []
    for name in commands.list_commands(click.Context(commands)):
        command = commands.get_command(click.Context(commands), name)
        if command and any(option in parameter.opts for parameter in command.params):
            found.append(name)
    return found


def _of_argument(args: Sequence[str], commands: click.Group, context: click.Context | None) -> str:
    known = commands.list_commands(click.Context(commands))
    here = context.command.name if context else ""
    return next((found for arg in args[1:] if (found := _meant_by(arg, str(here), known))), "")


def _meant_by(arg: str, here: str, known: Sequence[str]) -> str:
    """Return how an argument that stands alone is given to a command."""
    if PurePath(arg).suffix.lower() in {".yaml", ".yml"}:
        return f"write {_line(f'{here} --config {arg}')}"
    if arg in known:
        return f"one command at a time: {_line(arg)}"
    if _DIGEST.fullmatch(arg):
        return f"write {_line(f'{here} --plan {arg}')}"
    return f"type two dashes, not one long one: --{arg.lstrip(_DASHES)}" if arg[:1] in _DASHES else ""


def _line(words: str) -> str:
    return f"zendesk-bridge {words}"
