"""What init tells in the end: what was written and kept, what a person has to do, and which commands come next."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zendesk_bridge.app import start
from zendesk_bridge.app.start import HelpdeskBlock, NewFile
from zendesk_bridge.cli.init import machine
from zendesk_bridge.cli.init.writing import WrittenFiles
from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

_AT_THE_TOP = (".github/", ".pre-commit")
"""What is read only at the top of a repository."""

_UNWRITABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode's categories of control characters, of bytes that are no text, and of line separators."""

_SCHEMAS = ".schemas/"
_COPY = "cp .env.example .env"
_SANDBOX_THEN = (
    "Then look around: `zendesk-bridge sandbox` shows what your agents see, and",
    "`zendesk-bridge preview` what they send.",
)
_THEN = (
    "When that is good, write what is late into macros/backorders.yaml:",
    "`zendesk-bridge plan` shows what follows from it.",
)


def repository(folder: Path) -> Path | None:
    """Return the top of the git repository that the folder is in."""
    here = folder.resolve()
    return next((above for above in (here, *here.parents) if (above / ".git").exists()), None)


def inside(folder: Path) -> str:
    """Return the folder's path within its repository; "" at its top, or outside any.

    Raises:
        InvalidInput: it holds what cannot stand in the files that name it: GitHub puts a value in the place of ``${{``.

    """
    top = repository(folder)
    path = folder.resolve().relative_to(top).as_posix() if top else "."
    odd = "control characters" if any(unicodedata.category(sign) in _UNWRITABLE for sign in path) else ""
    if odd := odd or ("'${{', in whose place GitHub puts a value" if "${{" in path else ""):
        what = f"the path has to stand in {start.WORKFLOW}, and holds {odd}"
        raise InvalidInput([Problem(Place(document.printable(str(folder))), what, "name another folder")])
    return "" if path == "." else path


@dataclass(frozen=True, slots=True)
class InitOutcome:
    """What became of the files; ``sandbox`` says that the set-up names the local helpdesk alone.

    ``runners`` are what was asked to run the job, ``block`` are the helpdesks that a config lacks which was there.
    """

    folder: Path
    done: WrittenFiles
    sandbox: bool
    runners: tuple[str, ...] = ()
    block: HelpdeskBlock | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "folder": str(self.folder.absolute()),
            "written": [file.path for file in self.done.written],
            "kept": [file.path for file in self.done.kept],
            "outdated": self._outdated(),
            "add_to_gitignore": list(self._lacking()),
            "move_to_repository": self._misplaced(),
            "fill_in": self._unfilled(),
            "add_to_helpdesks": self.block.text if self.block else "",
            "set": [variable.name for variable in self.block.variables] if self.block else [],
            "next": self._next(),
        }

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        where, done = self.folder.absolute(), self.done
        if done.written:
            yield f"Written to {where}:"
            yield from _listed(done.written)
        if done.kept:
            yield f"{'Kept' if done.written else f'Nothing to write: all is there. Kept in {where}'}, as it was:"
            yield from _listed([self._as_known(file) for file in done.kept])
        if outdated := self._outdated():
            yield "Of another release, and renewed by:"
            yield from (f"  {machine.program()} schema {_kind(path)} > {path}" for path in outdated)
        if lacking := self._lacking():
            yield f"Add to your {start.GITIGNORE}:"
            yield from (f"  {line}" for line in lacking)
        if misplaced := self._misplaced():
            yield f"Move to {repository(self.folder)}, the top of your repository, for nothing reads them elsewhere:"
            yield from (f"  {path}" for path in misplaced)
        yield from self._block_lines()
        if self._next():
            yield ""
            yield from self._next_lines()

    def _block_lines(self) -> Iterator[str]:
        """Yield what to write into a config that was there."""
        if self.block:
            yield f"Write this into {start.CONFIG}, below `helpdesks:`"
            yield self.block.text
            if self.block.variables:
                yield f"and set what it reads: {', '.join(variable.name for variable in self.block.variables)}"

    def _as_known(self, file: NewFile) -> NewFile:
        """Return a file that was there, said to be for what it is for only where it holds what init would write."""
        same = not file.text or (self.folder / file.path).read_bytes() == file.text.encode()
        return file if same else replace(file, about="")

    @property
    def _begun(self) -> bool:
        """Whether the set-up was begun just now."""
        return any(file.path == start.CONFIG for file in self.done.written)

    def _next_lines(self) -> Iterator[str]:
        """Yield what a person does next."""
        yield "Next:"
        for command in self._next():
            yield f"  {command}"
            if command == _COPY:
                yield "Fill in .env, where each line says where its value is found. Then:"
        if self._begun:
            yield from _SANDBOX_THEN if self.sandbox else _THEN
        for path in self._unfilled():
            yield f"On GitHub: fill in PACKAGE in {path}, which says what it installs."

    def _outdated(self) -> list[str]:
        """Return the schemas that an editor would complete by as an older program reads the files."""
        schemas = [file for file in self.done.kept if file.path.startswith(_SCHEMAS)]
        return [file.path for file in schemas if (self.folder / file.path).read_bytes() != file.text.encode()]

    def _lacking(self) -> tuple[str, ...]:
        """Return the lines that a .gitignore which was there already should have."""
        if start.GITIGNORE not in {file.path for file in self.done.kept}:
            return ()
        return start.unignored((self.folder / start.GITIGNORE).read_text(encoding="utf-8", errors="replace"))

    def _misplaced(self) -> list[str]:
        """Return what was written and belongs to the top of the repository."""
        written = [file.path for file in self.done.written if file.path.startswith(_AT_THE_TOP)]
        return written if written and inside(self.folder) else []

    def _unfilled(self) -> list[str]:
        """Return the workflow as long as it refuses to install anything."""
        files = [file for file in (*self.done.written, *self.done.kept) if file.path == start.WORKFLOW]
        texts = {file.path: (self.folder / file.path).read_text(encoding="utf-8", errors="replace") for file in files}
        return [path for path, text in texts.items() if start.lacks_package(text)]

    def _next(self) -> list[str]:
        """Return the commands that come next, fit to be copied into a shell."""
        if self.runners and not self._begun and not self.block:
            return []
        call, path = machine.program(), str(self.folder)
        path = f"./{path}" if path.startswith("-") else path
        commands = [] if self.folder.resolve() == Path.cwd() else [f"cd {shlex.quote(path)}"]
        if self.sandbox:
            return [*commands, f"{call} check", f"{call} setup", f"{call} sync"]
        filled = (self.folder / ".env").exists()
        listed = any(file.path == ".env.example" for file in (*self.done.written, *self.done.kept))
        if listed and not filled:
            commands.append(_COPY)
        if listed or filled:
            commands.append("set -a; . ./.env; set +a")
        return [*commands, f"{call} check", f"{call} doctor"]


def _kind(path: str) -> str:
    return path.removeprefix(_SCHEMAS).partition(".")[0]


def _listed(files: Sequence[NewFile]) -> Iterator[str]:
    """Yield a line for each file, with one for those of a folder that are for the same."""
    alike: dict[tuple[str, str], list[NewFile]] = {}
    for file in files:
        alike.setdefault((file.path.rpartition("/")[0], file.about), []).append(file)
    shown = {
        found[0].path if len(found) == 1 else f"{above}/*{Path(found[0].path).suffix} ({len(found)})": about
        for (above, about), found in alike.items()
    }
    width = max(map(len, shown))
    yield from (f"  {path:{width}}  {about}".rstrip() for path, about in shown.items())
