"""The tables. No column holds a customer's words: ids, tags, digests, and the admin's own facts.

Whoever changes a table writes the migration too, and moves :data:`HEAD`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite

HEAD: Final = "0010"
"""The newest migration: known here so that a database that is up to date never waits for alembic to load."""

VERSION_TABLE: Final = "zendesk_bridge_version"
"""Not alembic's default name, which another application in the same PostgreSQL database may already use."""

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite drops the zone, so it is put back on reading.

    Reading raises ValueError for what is no moment.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the same moment in UTC; raises ValueError on a naive one."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment, aware."""
        del dialect
        return value and value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], datetime | None] | None:
        """Return what reads a moment: of SQLite's text at once, for a report reads a hundred thousand of them."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _id(name: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=primary_key, autoincrement=False, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _moment(name: str) -> Column[datetime]:
    return Column(name, Moment, nullable=False)


def _account() -> Column[int]:
    """Return the column that says whose a row is: it goes when the account is forgotten."""
    account = ForeignKey("accounts.id", ondelete="CASCADE")
    return Column("account_id", Integer, account, primary_key=True, autoincrement=False)


def _told(*, nullable: bool) -> list[Column[Any]]:
    """Return the columns that say what a ticket was told about an item; ``facts`` is NULL where it was told nothing.

    ``moved`` is what older releases remembered of a ship window that had moved; nobody asks for it any more.
    """
    versions: list[Column[Any]] = [Column(name, Text, nullable=nullable) for name in ("version", "wording")]
    return [*versions, *(Column(name, Text) for name in ("facts", "window", "name")), Column("moved", Boolean)]


def _said() -> list[Column[Any]]:
    """Return the columns that say about which item something was said, on which ticket, to whom and when."""
    return [
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("account_id", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        _id("ticket_id"),
        *map(_text, ("sku", "comment")),
        _moment("at"),
        _text("version"),
        Column("requester_id", BigInteger),
    ]


accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    # All four are NULL for what an older release remembered by name alone, until a run has seen the helpdesk.
    Column("kind", Text),
    Column("address", Text),
    Column("own_id", Text),
    Column("since", Moment),
)
applied = Table(
    "applied",
    metadata,
    _account(),
    _key("key"),
    _id("remote_id"),
    _text("sent"),
    _text("returned"),
    _text("source"),
    _text("facts"),
    _text("window"),
    _text("wording"),
    Column("as_of", Date),  # NULL for what an older release applied
    _text("state"),
)
cursors = Table("cursors", metadata, _account(), _text("cursor"), _moment("saved_at"))
scanned = Table("scanned", metadata, _account(), _key("key"))
# Append-only. What a ticket was told stands in columns of its own, so that anybody can ask for it.
events = Table(
    "events",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    _id("ticket_id"),
    Column("sku", Text),
    _moment("at"),
    _text("run"),
    _text("kind"),
    _text("by_whom"),
    _text("comment"),
    *_told(nullable=True),
    Column("change", Text),
    Index("events_ticket", "account_id", "ticket_id"),
)
# What the events of tickets that are not dormant add up to.
tickets = Table(
    "tickets",
    metadata,
    _account(),
    _id("ticket_id", primary_key=True),
    Column("unsettled", Boolean, nullable=False),
    _text("body"),
    Index("tickets_unsettled", "account_id", "unsettled", "ticket_id"),
    sqlite_with_rowid=False,
)
marks = Table(
    "marks",
    metadata,
    _account(),
    _id("ticket_id", primary_key=True),
    _key("sku"),
    _text("state"),
    *_told(nullable=False),  # empty where nothing was told: an index that knows NULL cannot be walked
    Index("marks_standing", "account_id", "sku", "state", "version", "wording", "ticket_id"),
    sqlite_with_rowid=False,
)
field_ids = Table("field_ids", metadata, _account(), _key("key"), _id("id"))
feeds = Table("feeds", metadata, _key("name"), _moment("read_at"))
late_items = Table(
    "late_items",
    metadata,
    _key("feed"),
    _key("sku"),
    _moment("read_at"),
    _id("among"),
    _text("version"),
    _text("body"),
)
last_macros = Table("last_macros", metadata, _key("key"), _text("body"))
# Of runs that have ended: the newest ones, what all of them add up to, and what people were told by webhook.
runs = Table(
    "runs",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _moment("started"),
    Column("seconds", Float(53), nullable=False),
    _text("end"),
    Column("exit_code", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    _text("counts"),
)
run_totals = Table("run_totals", metadata, _key("key"), Column("value", BigInteger, nullable=False))
said = Table("said", metadata, _key("key"), _moment("at"))
# Append-only. "" stands where no day was named: an index that makes a row unique does not know NULL.
promises = Table(
    "promises",
    metadata,
    *_said(),
    _text("window"),
    _text("next_update"),
    _text("accuracy"),
    _text("kind"),
    Column("agent_id", BigInteger),
    Column("team", BigInteger),
    Index("promises_key", "account_id", "ticket_id", "sku", "comment", "window", "next_update", unique=True),
    Index("promises_sku", "account_id", "sku", "at"),
    Index("promises_requester", "account_id", "requester_id", "at"),
    Index("promises_at", "account_id", "at"),
)
choices = Table(
    "choices",
    metadata,
    *_said(),
    _text("kind"),
    _text("how"),
    Index("choices_key", "account_id", "ticket_id", "sku", "kind", "comment", "at", unique=True),
    Index("choices_requester", "account_id", "requester_id"),
)
ticket_orders = Table(
    "ticket_orders",
    metadata,
    _account(),
    _id("ticket_id", primary_key=True),
    _key("order_number"),
    Column("requester_id", BigInteger),
    Index("ticket_orders_order", "account_id", "order_number"),
    Index("ticket_orders_requester", "account_id", "requester_id"),
)
teams = Table("teams", metadata, _account(), _id("id", primary_key=True), _text("name"))
# Every state of every late item, in the order in which they were seen; body is NULL where it is late no more.
fact_versions = Table(
    "fact_versions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _text("sku"),
    _text("version"),
    _moment("seen_at"),
    Column("body", Text),
    _text("feed"),
    _text("place"),
    Index("fact_versions_sku", "sku"),
)
# What is this installation's own: "key" is what signs its links and keys its digests, in hex.
installation = Table("installation", metadata, _key("name"), _text("value"))
waves = Table("waves", metadata, _key("id"), _moment("at"), _text("state"), _text("approved"))
# One update to one customer. "" stands where nothing is known; customer is the digest of an address.
messages = Table(
    "messages",
    metadata,
    _key("id"),
    Column("wave", Text, ForeignKey("waves.id"), nullable=False),
    Column("number_in_wave", Integer, nullable=False),
    *map(_text, ("feed", "order_id", "order_number", "news", "kind")),
    *map(_text, ("helpdesk", "segment", "template", "wording", "locale", "customer", "state", "why")),
    Column("at", Moment),
    _id("ticket_id"),
    _text("comment"),
    Column("after", Moment),
    Column("rest", Boolean, nullable=False),
    Index("messages_wave", "wave", "state", "number_in_wave"),
    Index("messages_order", "feed", "order_id"),
    Index("messages_number", "order_number"),
    Index("messages_ticket", "helpdesk", "ticket_id"),
    Index("messages_sent", "helpdesk", "at"),
)
message_lines = Table(
    "message_lines",
    metadata,
    Column("message", Text, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *map(_text, ("line", "sku", "version", "window", "next_update")),
    Column("quantity", Integer, nullable=False),
    _text("promised_by"),
    Index("message_lines_sku", "sku"),
)
# What a newer wave took over, so that the numbers of the older one add up.
moved_messages = Table(
    "moved_messages",
    metadata,
    Column("wave", Text, ForeignKey("waves.id"), primary_key=True),
    Column("message", Text, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    _text("to_wave"),
)
# The first answer about each state of an item is the one that counts.
page_choices = Table(
    "page_choices",
    metadata,
    Column("message", Text, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    *map(_key, ("sku", "version")),
    _text("kind"),
    _moment("at"),
    Column("carried_at", Moment),
    Index("page_choices_carried", "carried_at"),
)
customers = Table(
    "customers",
    metadata,
    _account(),
    _id("requester_id", primary_key=True),
    _text("customer"),
    Index("customers_customer", "customer"),
)
leases = Table(
    "leases",
    metadata,
    _key("name"),
    _text("owner"),  # unique for each lease, so that nobody renews or releases another's
    _text("host"),
    _id("pid"),
    _text("process"),  # what tells this process from a later one with the same pid, see lease.py
    _moment("since"),
    _moment("expires_at"),
)


def upsert(table: Table, dialect: str, update: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that, where the primary key is taken, sets the columns ``update`` of that row instead."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={name: insert.excluded[name] for name in update}
    )


def add_new(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that leaves a row alone which is there already, by whatever key."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_nothing()
