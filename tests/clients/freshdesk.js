// freshdesk-api at the Freshdesk face: node freshdesk.js PART FACES prints what the client returned, as JSON.
"use strict";

const { createReadStream, readFileSync } = require("node:fs");
const Freshdesk = require("freshdesk-api");

const ASKED = {
  subject: "Where is my widget?",
  description: "<p>It is late.</p>",
  email: "ana@example.com",
  status: 2,
  priority: 1,
};

const [part, faces] = [process.argv[2], JSON.parse(process.argv[3])];
const callbacks = new Freshdesk(faces.freshdesk, faces.key);

// The client takes callbacks (error, body, extra): here they are promises, of the body or of [body, extra].
const both = (method, ...given) =>
  new Promise((resolve, reject) =>
    callbacks[method](...given, (error, body, extra) => (error ? reject(error) : resolve([body, extra]))),
  );
const call = async (method, ...given) => (await both(method, ...given))[0];
const refused = (promise) =>
  promise.then(
    () => null,
    ({ name, status, data }) => ({ name, status, data }),
  );
const ids = (rows) => rows.map((row) => row.id);

const parts = {
  async agents() {
    const me = await call("currentAgent");
    const agents = await call("listAllAgents", {});
    const shown = await call("getAgent", me.id);
    return { listed: ids(agents).includes(me.id), shown: shown.contact.email === me.contact.email };
  },

  async tickets() {
    const ticket = await call("createTicket", { ...ASKED, tags: ["late", "vip"] });
    const changed = await call("updateTicket", ticket.id, { tags: ["late"], status: 3, priority: 4 });
    const shown = await call("getTicket", ticket.id);
    await call("deleteTicket", ticket.id);
    const deleted = await call("listAllTickets", { filter: "deleted" });
    await call("restoreTicket", ticket.id);
    const restored = await call("getTicket", ticket.id);
    return {
      created: [ticket.subject, ticket.tags],
      changed: [changed.tags, changed.status, changed.priority],
      shown: shown.description_text,
      deleted: ids(deleted).includes(ticket.id),
      restored: restored.id === ticket.id,
    };
  },

  async pages() {
    const [first, more] = await both("listAllTickets", { per_page: 10, page: 1 });
    const [second] = await both("listAllTickets", { per_page: 10, page: 2 });
    const [beyond, last] = await both("listAllTickets", { per_page: 100, page: 9 });
    return {
      sizes: [first.length, second.length, beyond.length],
      repeated: ids(first).filter((id) => ids(second).includes(id)),
      pageIsLast: [more.pageIsLast, last.pageIsLast],
      requestId: typeof more.requestId,
    };
  },

  async attachments() {
    const size = readFileSync(__filename).length;
    const named = { ...ASKED, tags: ["file"], attachments: [createReadStream(__filename)] };
    const ticket = await call("createTicket", named);
    return { tags: ticket.tags, files: ticket.attachments.map((one) => [one.name, one.size === size]) };
  },

  async conversations() {
    const { id } = await call("createTicket", ASKED);
    const note = await call("createNote", id, { body: "We are looking.", private: true });
    const reply = await call("createReply", id, { body: "It ships soon." });
    const edited = await call("updateConversation", note.id, { body: "We have looked." });
    const listed = await call("listAllConversations", id);
    await call("deleteConversation", note.id);
    const left = await call("listAllConversations", id);
    return {
      edited: edited.body_text,
      listed: listed.map((one) => [one.body_text, one.private]),
      left: ids(left).length === 1 && left[0].id === reply.id,
    };
  },

  async search() {
    const { id } = await call("createTicket", { ...ASKED, tags: ["purple"] });
    const found = await call("filterTickets", "tag:'purple' AND status:2", 1);
    return { total: found.total, found: ids(found.results).includes(id) };
  },

  async contacts() {
    const contact = await call("createContact", { name: "Nora Node", email: "nora@example.com" });
    const changed = await call("updateContact", contact.id, { name: "Nora N" });
    const listed = await call("listAllContacts", { email: "nora@example.com" });
    const found = await call("filterContacts", "email:'nora@example.com'");
    await call("deleteContact", contact.id);
    const shown = await call("getContact", contact.id);
    return { changed: changed.name, listed: ids(listed).length, found: found.total, deleted: shown.deleted };
  },

  async fields() {
    const fields = await call("listAllTicketFields", {});
    const some = await call("listAllTicketFields", { type: "default_status" });
    return { names: fields.map((field) => field.name), some: some.map((field) => field.name) };
  },

  async errors() {
    return {
      invalid: await refused(call("createTicket", { ...ASKED, priority: 9 })),
      missing: await refused(call("getTicket", 999999)),
      stranger: await refused(
        new Promise((resolve, reject) =>
          new Freshdesk(faces.freshdesk, "wrong").currentAgent((error) => (error ? reject(error) : resolve())),
        ),
      ),
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
