CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL COLLATE NOCASE UNIQUE, role TEXT NOT NULL,
  locale TEXT NOT NULL, created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS users_by_role ON users (role, id);

CREATE TABLE IF NOT EXISTS teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS tickets (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, description_html TEXT NOT NULL, description_text TEXT NOT NULL,
  status TEXT NOT NULL, priority TEXT, type TEXT, tags TEXT NOT NULL, requester_id INTEGER NOT NULL,
  submitter_id INTEGER NOT NULL, assignee_id INTEGER, group_id INTEGER, channel TEXT NOT NULL,
  zendesk_fields TEXT NOT NULL, freshdesk_fields TEXT NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, touched_at INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE,
  spam INTEGER NOT NULL, deleted INTEGER NOT NULL, merged_into INTEGER
);
CREATE INDEX IF NOT EXISTS tickets_by_update ON tickets (updated_at, id);
CREATE INDEX IF NOT EXISTS tickets_by_touch ON tickets (touched_at, seq);
CREATE INDEX IF NOT EXISTS tickets_by_creation ON tickets (created_at, id);
CREATE INDEX IF NOT EXISTS tickets_by_assignee ON tickets (assignee_id, updated_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS tickets_by_requester ON tickets (requester_id, id);

-- The desk's lists by the bridge's tags. The view repeats the index's condition, or SQLite would read every ticket.
CREATE INDEX IF NOT EXISTS tickets_hidden ON tickets (id) WHERE spam = 1 OR deleted = 1;
CREATE INDEX IF NOT EXISTS tickets_marked ON tickets (updated_at, id, tags, status, spam, deleted)
  WHERE instr(tags, '"backorder') > 0 AND spam = 0 AND deleted = 0;
CREATE VIEW IF NOT EXISTS marked_tickets AS
  SELECT * FROM tickets WHERE instr(tags, '"backorder') > 0 AND spam = 0 AND deleted = 0;

CREATE TABLE IF NOT EXISTS comments (
  id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES tickets (id), author_id INTEGER NOT NULL,
  public INTEGER NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL, channel TEXT NOT NULL, metadata TEXT NOT NULL,
  created_at INTEGER NOT NULL, first INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS comments_by_ticket ON comments (ticket_id, id);

CREATE TABLE IF NOT EXISTS audits (
  id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, author_id INTEGER NOT NULL, channel TEXT NOT NULL,
  metadata TEXT NOT NULL, children TEXT NOT NULL, created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS audits_by_ticket ON audits (ticket_id, id);
CREATE INDEX IF NOT EXISTS audits_by_time ON audits (created_at, id);

-- id has no type on purpose: SQLite then keeps 7 and '7' apart
CREATE TABLE IF NOT EXISTS documents (
  kind TEXT NOT NULL, id NOT NULL, body TEXT NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- The shop's orders: what lists and searches ask for stands in columns, the whole order in its body.
CREATE TABLE IF NOT EXISTS shop_orders (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL, status TEXT NOT NULL, fulfillment TEXT NOT NULL,
  financial TEXT NOT NULL, email TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  skus TEXT NOT NULL, tags TEXT NOT NULL, body TEXT NOT NULL
);
