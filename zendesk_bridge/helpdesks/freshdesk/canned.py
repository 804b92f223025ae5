"""Macros here are canned responses: listed, found and placed by their folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from zendesk_bridge.core.errors import NotFound, Problem
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import MacroContent, ManagedMacro, RemoteMacro, WholeMacro, readable
from zendesk_bridge.core.rewriting import layout, links
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists
from zendesk_bridge.helpdesks.freshdesk.known import LONGEST_TITLE, title_length
from zendesk_bridge.transport import JsonRow, Transport, once

HOME = "zendesk-bridge"
"""The folder of macros whose title names none."""

_RETIRED = "[retired]"
_RESPONSES = "canned_responses"
_FOLDERS = "canned_response_folders"


def place(title: str) -> tuple[str, str]:
    """Split ``A::B::C`` into folder ``A`` and title ``B: C``: there is one level of folders. Both fit."""
    parts = [wire.tidy(part) for part in title.split("::") if part.strip()]
    folder, *rest = parts if len(parts) > 1 else [HOME, *parts]
    return folder[:LONGEST_TITLE].rstrip(), ": ".join(rest)[: title_length()].rstrip()


def content(macro: ManagedMacro) -> MacroContent:
    """Return what this macro is compared by. A canned response has no actions, so they are left out."""
    return MacroContent(
        "::".join(place(macro.title)),
        html_to_text(macro.body),
        visible_to=macro.visible_to,
        links=links(macro.body),
        layout=layout(macro.body),
    )


class CannedResponses:
    """The canned responses of one account. Folder ids are remembered for the life of the object."""

    def __init__(self, transport: Transport, lists: Lists, groups: Callable[[], tuple[JsonRow, ...]]) -> None:
        self._transport = transport
        self._lists = lists
        self._groups = groups
        self._folders: dict[int, str] | None = None

    def every(self) -> tuple[RemoteMacro, ...]:
        """Return all shared ones. A personal one belongs to an agent and is none of our business.

        Raises Incomplete for a list that may have holes.
        """
        folders = self._read_folders()
        self._folders = folders
        return tuple(found for folder_id, name in folders.items() for found in self._in(folder_id, name))

    def whole(self) -> Iterator[WholeMacro | Problem]:
        """Yield all of them word for word, personal ones, too; raises Incomplete for a list that may have holes."""
        for folder in map(wire.folder, self._lists.rows(_FOLDERS)):
            for row in self._lists.rows(f"{_FOLDERS}/{folder.id}/responses"):
                found = readable(partial(wire.whole_macro, folder_name=wire.tidy(folder.name)), row)
                mine = isinstance(found, WholeMacro) and folder.personal
                yield replace(found, personal=True) if isinstance(found, WholeMacro) and mine else found

    def one(self, response_id: int) -> RemoteMacro:
        """Return one shared canned response as it is now; raises NotFound, or Incomplete."""
        row = self._read(response_id)
        if wire.visibility(row) == wire.PERSONAL:
            raise NotFound(f"canned response {response_id} is an agent's own now")
        return self._placed(row)

    def create(self, macro: ManagedMacro) -> RemoteMacro:
        """Create it in its folder; POST is not repeatable, so after a lost answer its marker is looked for there."""
        sent = self._sent(macro)

        def post() -> RemoteMacro:
            return self._returned(self._transport.send("POST", _RESPONSES, json=sent, repeatable=False).body, sent)

        def find() -> RemoteMacro | None:
            folder_id = sent["folder_id"]
            there = self._in(folder_id, self._known()[folder_id])
            return next((remote for remote in there if remote.marker == macro.marker), None)

        return once(post, find)

    def update(self, remote: RemoteMacro, macro: ManagedMacro) -> RemoteMacro:
        """Send everything, so that a restriction that is gone is lifted and a retired one comes back.

        Raises NotFound, and Incomplete for an answer that cannot be read.
        """
        return self._put(remote.id, {"group_ids": [], **self._sent(macro)})

    def retire(self, remote: RemoteMacro) -> RemoteMacro:
        """Rename it, move it into the archive folder, and show it to as few agents as we can.

        There is no DELETE. Making it personal would hide it best, but it would then stand in the key's own Personal
        folder, where a later run could not find it and would make a second copy. So it is shown to one group: of
        those that saw it before if it was restricted (a retirement never widens), else of all; the one with the
        fewest agents as far as Freshdesk tells, else the oldest. An account without groups keeps it visible to all
        in the archive folder.

        Raises NotFound, and Incomplete for an answer that cannot be read.
        """
        title = remote.content.title.partition("::")[2].removeprefix(_RETIRED).strip()
        head = f"{_RETIRED} {title}"[: title_length()].rstrip()
        group = self._smallest_group(remote.content.visible_to)
        wanted = replace(
            remote.content,
            title=f"{wire.ARCHIVE}::{head}",
            visible_to=None if group is None else (group,),
            active=False,
        )
        sent = {
            "title": f"{head} {remote.marker.carried(remote.content, wanted)}" if remote.marker else head,
            "folder_id": self._folder(wire.ARCHIVE),
            "visibility": wire.EVERYONE if group is None else wire.GROUPS,
            "group_ids": [] if group is None else [group],
        }
        return self._put(remote.id, sent)

    def _smallest_group(self, among: tuple[int, ...] | None) -> int | None:
        sizes = {wire.number(row, "id"): len(wire.many(row, "agent_ids")) for row in self._groups()}
        allowed = sizes.keys() & among if among else sizes.keys()
        return min(allowed, key=lambda group: (sizes[group], group), default=among[0] if among else None)

    def _sent(self, macro: ManagedMacro) -> dict[str, Any]:
        folder, title = place(macro.title)
        sent = {
            "title": f"{title} {macro.marker.signed(content(macro))}",
            "content_html": macro.body,
            "folder_id": self._folder(folder),
            "visibility": wire.EVERYONE if macro.visible_to is None else wire.GROUPS,
        }
        return sent if macro.visible_to is None else {**sent, "group_ids": list(macro.visible_to)}

    def _put(self, response_id: int, sent: dict[str, Any]) -> RemoteMacro:
        path = f"{_RESPONSES}/{response_id}"
        return self._returned(self._transport.send("PUT", path, json=sent, repeatable=True).body, sent)

    def _returned(self, body: Any, sent: dict[str, Any]) -> RemoteMacro:
        """Read what a write answered, and where it leaves something out that we asked for, the response itself.

        The documented sample leaves out who sees it: where nothing tells that, it is what we sent.
        """
        row = wire.record(body, "a canned response")
        if not row.get("content_html") or (sent["visibility"] == wire.GROUPS and not _tells_groups(row)):
            row = self._read(wire.number(row, "id"))
        told = {key: value for key, value in row.items() if value is not None}
        return self._placed({**sent, **told})

    def _read(self, response_id: int) -> JsonRow:
        return wire.record(self._transport.get(f"{_RESPONSES}/{response_id}").body, "a canned response")

    def _placed(self, row: JsonRow) -> RemoteMacro:
        folder_id = wire.number(row, "folder_id")
        if folder_id not in self._known():
            self._folders = self._read_folders()
        return wire.canned(row, self._known().get(folder_id, f"folder {folder_id}"))

    def _in(self, folder_id: int, name: str) -> Iterator[RemoteMacro]:
        for row in self._lists.rows(f"{_FOLDERS}/{folder_id}/responses"):
            if wire.visibility(row) != wire.PERSONAL:
                yield wire.canned(row, name)

    # --- folders

    def _folder(self, name: str) -> int:
        """Return the id of the shared folder of this name, made if need be."""
        known = self._known()
        there = _named(known, name)
        if there is not None:
            return there
        made = once(lambda: self._make_folder(name), lambda: _named(self._read_folders(), name))
        known[made] = name
        return made

    def _make_folder(self, name: str) -> int:
        response = self._transport.send("POST", _FOLDERS, json={"name": name}, repeatable=False)
        return wire.folder(response.body).id

    def _known(self) -> dict[int, str]:
        if self._folders is None:
            self._folders = self._read_folders()
        return self._folders

    def _read_folders(self) -> dict[int, str]:
        folders = map(wire.folder, self._lists.rows(_FOLDERS))
        return {folder.id: wire.tidy(folder.name) for folder in folders if not folder.personal}


def _tells_groups(row: JsonRow) -> bool:
    if row.get("visibility") is None:
        return False
    return wire.visibility(row) != wire.GROUPS or row.get("group_ids") is not None


def _named(folders: dict[int, str], name: str) -> int | None:
    return min((folder_id for folder_id, known in folders.items() if known == name), default=None)
