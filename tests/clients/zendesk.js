// node-zendesk at the Zendesk face: node zendesk.js PART FACES prints what the client returned, as JSON.
"use strict";

const { createClient } = require("node-zendesk");

const ASKED = { subject: "Where is my widget?", comment: { body: "It is late." } };
const HOOK = { endpoint: "http://127.0.0.1:9/", http_method: "POST", request_format: "json", status: "active" };

const [part, faces] = [process.argv[2], JSON.parse(process.argv[3])];
const options = { username: faces.email, token: faces.token, endpointUri: `${faces.zendesk}/api/v2` };
const client = createClient(options);

const bearer = createClient({ token: faces.oauth, useOAuth: true, endpointUri: options.endpointUri });

const opened = async (more = {}) => (await client.tickets.create({ ticket: { ...ASKED, ...more } })).result;
// The client's own watcher, which polls until the job is over.
const finished = ({ result }) => client.jobstatuses.watch(result.job_status.id, 20, 5);
const ids = (rows) => rows.map((row) => row.id);

const parts = {
  async people() {
    const me = (await client.users.me()).result;
    const groups = await client.groups.list();
    const shown = (await client.groups.show(groups[0].id)).result;
    const users = await client.users.list();
    return {
      role: me.role,
      shown: (await client.users.show(me.id)).result.email === me.email,
      listed: ids(users).includes(me.id) && new Set(ids(users)).size === users.length,
      found: ids(await client.users.search({ query: `email:${me.email}` })),
      me: me.id,
      oauth: (await bearer.users.me()).result.id === me.id,
      group: shown.name === groups[0].name,
      assignable: ids(await client.groups.assignable()).length === groups.length,
    };
  },

  async tickets() {
    const ticket = await opened({ tags: ["late"], priority: "low" });
    const change = { priority: "high", comment: { body: "We are looking.", public: false } };
    const updated = (await client.tickets.update(ticket.id, { ticket: change })).result;
    const comments = await client.tickets.getComments(ticket.id);
    const audits = await client.tickets.exportAudit(ticket.id);
    const listed = await client.tickets.list();
    const asked = await client.tickets.listByUserRequested(ticket.requester_id);
    await client.tickets.delete(ticket.id);
    const gone = await client.tickets.show(ticket.id).then(
      () => null,
      (error) => error.message,
    );
    return {
      created: [ticket.subject, ticket.tags],
      updated: updated.priority,
      comments: comments.map((one) => [one.plain_body, one.public]),
      audits: audits.map((one) => one.ticket_id === ticket.id),
      listed: listed.length === new Set(ids(listed)).size && ids(listed).includes(ticket.id),
      requested: ids(asked).includes(ticket.id),
      gone,
    };
  },

  async tags() {
    const { id } = await opened({ tags: ["late"] });
    const added = await client.tickets.addTags(id, { tags: ["two"] });
    const replaced = await client.tickets.updateTags(id, { tags: ["only"] });
    const everywhere = await client.tags.list();
    return { added, replaced, listed: everywhere.some((tag) => tag.name === "only") };
  },

  async jobs() {
    const made = await finished(await client.tickets.createMany({ tickets: [ASKED, ASKED] }));
    const numbers = ids(made.results);
    const change = { ticket: { status: "pending", additional_tags: ["bulk"] } };
    const updated = await finished(await client.tickets.updateMany(numbers, change));
    const rows = (await client.tickets.showMany(numbers)).result;
    const merged = await finished(await client.tickets.merge(numbers[0], { ids: [numbers[1]], target_comment: "In" }));
    const destroyed = await finished(await client.tickets.deleteMany(numbers));
    return {
      made: made.results.length,
      updated: [updated.status, updated.results.map((row) => [row.action, row.success])],
      rows: rows.map((row) => [row.status, row.tags]),
      merged: merged.status,
      destroyed: [destroyed.status, destroyed.results.length],
      listed: (await client.jobstatuses.list()).result.job_statuses.some((job) => job.id === destroyed.id),
    };
  },

  async incremental() {
    const { id } = await opened();
    const byTime = await client.tickets.incremental(0);
    const withUsers = await client.ticketexport.exportWithInclude(0, "users");
    // Without a cursor the client asks for one that is called "undefined", so the first page goes by its plain get.
    const first = (await client.ticketexport.get(["incremental", "tickets", "cursor", { start_time: 0, per_page: 5 }]))
      .result;
    const second = (await client.ticketexport.exportCursor(0, first.after_cursor)).result;
    const events = await client.ticketevents.incremental(0);
    return {
      byTime: ids(byTime).includes(id),
      withUsers: JSON.stringify(withUsers).includes(`"id":${id},`),
      byCursor: [first.tickets.length, first.end_of_stream, ids(second.tickets).includes(id), second.end_of_stream],
      events: events.some((event) => event.ticket_id === id),
    };
  },

  async macros() {
    const actions = [
      { field: "comment_value", value: "Ticket {{ticket.id}}" },
      { field: "status", value: "pending" },
    ];
    const { macro } = (await client.macros.create({ macro: { title: "Backorder::Node", actions } })).result;
    const renamed = (await client.macros.update(macro.id, { macro: { title: "Backorder::Renamed" } })).result.macro;
    const ticket = await opened();
    const applied = (await client.macros.applyTicket(ticket.id, macro.id)).result.result.ticket;
    const [active, shared] = [await client.macros.list(), await client.macros.listByParams({ access: "shared" })];
    const found = (await client.macros.search("renamed")).result;
    const categories = await client.macros.categories();
    const moved = (await client.macros.updateMany([{ id: macro.id, active: false }])).result;
    const alone = (await client.macros.apply(macro.id)).result.result.ticket;
    const kept = (await client.macros.show(macro.id)).result.macro;
    await client.macros.delete(macro.id);
    return {
      renamed: [renamed.title, renamed.actions.length],
      applied: [applied.status, applied.comment.body === `Ticket ${ticket.id}`],
      alone: alone.status,
      listed: [active, shared].map((rows) => ids(rows.flatMap((row) => row.macros ?? row)).includes(macro.id)),
      found: ids(found.macros ?? found).includes(macro.id),
      categories: JSON.stringify(categories).includes("Backorder"),
      moved: ids(moved.macros ?? moved).includes(macro.id),
      kept: kept.active,
    };
  },

  async search() {
    const { id } = await opened({ subject: "Purple rain", tags: ["purple"] });
    const query = "type:ticket tags:purple";
    return {
      id,
      query: ids((await client.search.query(query)).result),
      queryAll: ids(await client.search.queryAll(query)),
      count: (await client.search.showResultsCount(query)).result,
      exported: ids(await client.search.exportResults("tags:purple", "ticket")),
    };
  },

  async fields() {
    const asked = { type: "tagger", title: "Shade", custom_field_options: [{ name: "Dark", value: "node_dark" }] };
    const field = (await client.ticketfields.create({ ticket_field: asked })).result;
    const renamed = (await client.ticketfields.update(field.id, { ticket_field: { title: "Tone" } })).result;
    const listed = await client.ticketfields.list();
    await client.ticketfields.delete(field.id);
    const forms = await client.ticketforms.list();
    return {
      renamed: renamed.title,
      options: field.custom_field_options.map((option) => option.value),
      listed: ids(listed).includes(field.id),
      forms: forms.length,
      locales: (await client.locales.list()).some((locale) => locale.locale === "en-US"),
    };
  },

  async webhooks() {
    const asked = { ...HOOK, name: "node", subscriptions: ["conditional_ticket_events"] };
    const hook = (await client.webhooks.create({ webhook: asked })).result;
    const before = (await client.webhooks.getSigningSecret(hook.id)).result.signing_secret;
    const after = (await client.webhooks.resetSigningSecret(hook.id)).result.signing_secret;
    await client.webhooks.patch(hook.id, { webhook: { name: "node two" } });
    const shown = (await client.webhooks.show(hook.id)).result;
    const listed = await client.webhooks.list();
    const invocations = (await client.webhooks.listInvocations(hook.id)).result;
    const trigger = (
      await client.triggers.create({
        trigger: {
          title: "Tell node",
          conditions: { all: [{ field: "update_type", operator: "is", value: "Create" }], any: [] },
          actions: [{ field: "notification_webhook", value: [hook.id, "{}"] }],
          active: false,
        },
      })
    ).result;
    const triggers = await client.triggers.list();
    await client.triggers.delete(trigger.id);
    await client.webhooks.delete(hook.id);
    return {
      secrets: [before.algorithm, before.secret === after.secret],
      shown: shown.name,
      listed: ids(listed).includes(hook.id),
      invocations: invocations.invocations,
      triggers: ids(triggers).includes(trigger.id),
    };
  },

  async dynamic() {
    const english = { locale_id: 1, default: true, content: "Ships Dec 1" };
    const item = { name: "Node window", default_locale_id: 1, variants: [english] };
    const made = (await client.dynamiccontent.createItem({ item })).result.item;
    const renamed = (await client.dynamiccontent.updateItem(made.id, { item: { name: "Node window two" } })).result
      .item;
    const shown = (await client.dynamiccontent.showItem(made.id)).result.item;
    const listed = await client.dynamiccontent.listAllItems();
    await client.dynamiccontent.deleteItem(made.id);
    return {
      placeholders: [made.placeholder, renamed.placeholder],
      renamed: shown.name,
      listed: JSON.stringify(listed).includes(made.placeholder),
    };
  },
};

parts[part]().then(
  (told) => process.stdout.write(JSON.stringify(told)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
