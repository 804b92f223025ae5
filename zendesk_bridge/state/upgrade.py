"""Bring a database to the newest tables. Alembic is loaded only where there is something to do."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, column, delete, insert, inspect, select, table, text

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.state.database import UPGRADE, Database
from zendesk_bridge.state.lease import insist_on_nobody
from zendesk_bridge.state.tables import HEAD, VERSION_TABLE, installation, leases, metadata

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

_LOCK: Final = 0x7A62_7374
"""Any number, the same for ever: the PostgreSQL advisory lock that one upgrade at a time holds."""


def upgrade(database: Database) -> None:
    """Create or upgrade the tables, which is told; safe when several processes do it at once.

    Raises StateError, Unavailable.
    """
    with database.read() as connection:
        if version(connection) == HEAD:
            return
    with database.write() as connection:
        found = upgrade_in(connection, database.label.name)
    if found is not None:
        log.warning(
            "%s was brought from version %s to %s, with all that it remembers: an older zendesk-bridge cannot use it "
            "any more",
            database.label.name,
            found,
            HEAD,
        )


def upgrade_in(connection: Connection, name: str) -> str | None:
    """Upgrade in this write transaction, which another upgrade waits for; ``name`` is the database's, for people.

    Returns the version that was upgraded, None where the tables are new or were up to date. Raises StateError for
    tables of a newer version.
    """
    if connection.dialect.name == "postgresql":  # on SQLite a write transaction is alone already
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = version(connection)
    if found == HEAD:
        return None
    _migrate(connection, name)
    return found


def upgraded_copy(database: Database, found: str) -> Database:
    """Return a copy of an older database, brought up to date, to look into: the database itself is not touched.

    Raises StateError where it is on a server, which gives no copy, and Unavailable.
    """
    if database.dialect != "sqlite":
        raise StateError(
            f"{database.label.name} was written by an older zendesk-bridge (its version is {found})", fix=UPGRADE
        )
    copy = database.copy()
    try:
        with copy.write() as connection:
            connection.execute(delete(leases))  # whoever works with the database does not work with its copy
            upgrade_in(connection, database.label.name)
    except BaseException:
        copy.close()
        raise
    log.warning(
        "%s was written by an older zendesk-bridge (its version is %s) and is left as it is: what follows is told from "
        "a copy; the next run that writes brings it to %s",
        database.label.name,
        found,
        HEAD,
    )
    return copy


def create_tables(database: Database) -> None:
    """Create the newest tables in a database of this process's own, where no history is needed, nor alembic."""
    with database.write() as connection:
        metadata.create_all(connection)
        connection.execute(insert(installation).values(name="key", value=secrets.token_hex(32)))


def standing_at(database: Database) -> str | None:
    """Return the version of our tables, None where there are none; changes nothing.

    Raises StateError for tables of a newer version.
    """
    if database.missing:
        return None
    with database.read() as connection:
        found = version(connection)
        if found not in {None, HEAD}:
            must_be_known(connection, found, database.label.name)
    return found


def version(connection: Connection) -> str | None:
    """Return the migration that this database stands at; None when it is new."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return found


def config(connection: Connection) -> Config:
    """Return alembic's settings for this connection; our scripts travel inside the package."""
    from alembic.config import Config  # noqa: PLC0415 - a third of a second that an up-to-date database need not pay

    settings = Config()
    # The option goes through configparser, where a percent sign is special.
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _migrate(connection: Connection, name: str) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its progress is not news to whoever runs the bridge
    from alembic import command  # noqa: PLC0415 - as above

    found = version(connection)
    must_be_known(connection, found, name)
    if found is not None:  # an older program would lose its tables in the middle of its work
        insist_on_nobody(connection, datetime.now(UTC))
    command.upgrade(config(connection), "head")


def must_be_known(connection: Connection, found: str | None, name: str) -> None:
    """Raise StateError if this version is a newer program's: none of ours so far."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    known = {script.revision for script in ScriptDirectory.from_config(config(connection)).walk_revisions()}
    if found and found not in known:
        raise StateError(
            f"{name} belongs to a newer zendesk-bridge (its version is {found}, this program knows up to {HEAD})",
            fix="Install the newer zendesk-bridge here too, or name another database in 'state'.",
        )
