"""outreach export: the mails of a plan as a CSV file, for shops that mail with another program."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from zendesk_bridge.app.outreach.approving import Approver
from zendesk_bridge.app.outreach.exporting import Exporter, MailForFile
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.output import emit, emit_json
from zendesk_bridge.cli.outreach.common import name_of, opened
from zendesk_bridge.cli.outreach.telling import waiting_lines, wave_json
from zendesk_bridge.cli.spreadsheets import cell
from zendesk_bridge.core.errors import BridgeError, InvalidInput, Place, Problem
from zendesk_bridge.core.plural import number

COLUMNS = ("email", "name", "order", "locale", "subject", "text", "html", "link", "message")


def export(*, config: Path, plan_id: str, file: Path, approve_as: str, accept_fewer: bool, form: str) -> int:
    """Write the mails of a plan into a new file.

    Raises InvalidInput where there is a file of this name, BridgeError where it cannot be written, and what
    :meth:`zendesk_bridge.app.outreach.exporting.Exporter.export` raises.
    """
    if file.exists():
        fix = "name another: what is in this one may have been sent"
        raise InvalidInput([Problem(Place(str(file)), "is there already", fix)])
    with opened(config, writes=True) as it:
        approver = Approver(it.bridge, it.site, RunOptions(accept_fewer=accept_fewer), lambda: datetime.now(UTC))
        who = name_of(it.bridge.policy.outreach, approve_as)
        done = Exporter(approver).export(plan_id, who, partial(_write, file))
    if form == "json":
        counted = {"planned": done.planned, "exported": done.exported, "skipped": dict(done.skipped)}
        where = None if done.lacking else str(file)
        emit_json({"ok": True, **wave_json(done.wave), **counted, "approvals_lacking": done.lacking, "file": where})
        return 0
    if done.lacking:
        emit("\n".join(waiting_lines(done.wave, done.lacking, f"export {file}")))
        return 0
    emit(f"{file}: {number(done.exported, 'mail')} of wave {done.wave.id}, each with its recipient. Nothing was sent.")
    for why, count in done.skipped.items():
        emit(f"  {count} left out: {why}")
    emit("These orders count as told from now on. The file holds names and addresses: delete it when it was used.")
    return 0


def _write(file: Path, mails: Iterable[MailForFile]) -> None:
    """Write the file whole or not at all, for its owner alone. Raises BridgeError."""
    new = file.with_name(f"{file.name}.part")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as stream:
            rows = csv.writer(stream, quoting=csv.QUOTE_ALL)
            rows.writerow(COLUMNS)
            for one in mails:
                rows.writerow(map(cell, _row(one)))
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as error:
        raise BridgeError(
            f"{file} cannot be written: {(error.strerror or type(error).__name__).lower()}",
            fix="Nothing counts as told. Name a file in a folder that you may write to, and run it again.",
        ) from None
    finally:
        new.unlink(missing_ok=True)


def _row(one: MailForFile) -> tuple[str, ...]:
    to = one.order.recipient
    message, mail = one.message, one.mail
    email, name = (to.email.strip(), to.name) if to else ("", "")
    return (email, name, one.order.number, message.locale, mail.subject, mail.text, mail.html, one.link, message.id)
