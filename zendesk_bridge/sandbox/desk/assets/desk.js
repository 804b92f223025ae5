"use strict";
// Everything works without this file; it adds keys, a rich editor, and macros that keep what is already written.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const TYPING = "input:not([type=radio]), textarea, select, [contenteditable]";

function prepareComposer() {
  const form = one("#composer");
  if (!form) return;
  const editor = one("#editor", form);
  const text = one("#text", form);
  editor.dataset.hint = text.placeholder;
  editor.contentEditable = "true";
  editor.hidden = false;
  text.hidden = true;
  one("#filter", form).hidden = false;
  form.addEventListener("submit", () => {
    form.elements.html.value = editor.innerHTML;
    text.value = editor.innerText;
    one("button[type=submit]", form).disabled = true;
  });
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  prepareMenu(one("#macros", form), editor);
}

function prepareMenu(menu, editor) {
  const filter = one("#filter", menu);
  menu.addEventListener("toggle", () => menu.open && toFilter(menu));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  filter.addEventListener("input", () => narrow(menu, filter.value));
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === filter) {
      event.preventDefault();
      const first = all(".macro", menu).find(isShown);
      if (first && filter.value) first.click();
    } else if (step) {
      event.preventDefault();
      const stops = filter.value.trim() ? "#filter, .macro" : "#filter, .menu summary, .macro";
      move(all(stops, menu).filter(isShown), step);
    }
  });
  menu.closest("form").addEventListener("click", (event) => {
    const link = event.target.closest(".macro");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    apply(link.href, editor);
  });
}

async function apply(address, editor) {
  const written = editor.innerText.trim() ? editor.innerHTML : "";
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const filled = one("#composer", page);
    if (!answer.ok || !filled) throw new Error(answer.statusText);
    carryOver(one("#composer"), filled);
    one("#composer").replaceWith(document.adoptNode(filled));
    prepareComposer();
    if (written) one("#editor").innerHTML = written + one("#editor").innerHTML;
    one("#editor").focus();
    getSelection().selectAllChildren(one("#editor"));
    getSelection().collapseToEnd();
  } catch {
    location.href = address;
  }
}

// A second macro adds to the first: tags and status that are already chosen stay, unless this one changes them.
function carryOver(old, filled) {
  const split = (form, name) => form.elements[name].value.split(form.dataset.separator).filter(Boolean);
  const before = split(old, "tags_before");
  const now = split(filled, "tags");
  const kept = split(old, "tags").filter((tag) => now.includes(tag) || !before.includes(tag));
  const added = now.filter((tag) => !before.includes(tag) && !kept.includes(tag));
  filled.elements.tags.value = [...kept, ...added].join(old.dataset.separator);
  if (filled.elements.status.value === filled.dataset.status) filled.elements.status.value = old.elements.status.value;
}

function narrow(menu, wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  for (const link of all(".macro", menu)) {
    let path = link.textContent;
    for (let at = link.closest(".folder"); at; at = at.parentElement.closest(".folder")) {
      path += " " + one("summary", at).textContent;
    }
    link.parentElement.hidden = !words.every((word) => path.toLowerCase().includes(word));
  }
  for (const folder of all(".folder", menu).reverse()) {
    folder.hidden = all(".macro", folder).every((link) => link.parentElement.hidden);
    one("details", folder).open = words.length > 0;
  }
  const none = one("#none", menu);
  if (none) none.hidden = all(".macro", menu).some(isShown);
}

const isShown = (element) => element.getClientRects().length > 0;

function move(among, step) {
  const at = among.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : among.length - 1) : Math.min(Math.max(at + step, 0), among.length - 1);
  among[next]?.focus();
}

function toReply() {
  one("#editor").focus();
  one("#composer").scrollIntoView({ block: "nearest" });
}

function toMacros() {
  one("#macros").open = true;
  toFilter(one("#macros")); // now: "toggle" comes later than a quick typist's next key
}

function toFilter(menu) {
  if (one(".menu", menu).contains(document.activeElement)) return;
  one(".menu", menu).scrollIntoView({ block: "nearest" });
  one("#filter", menu).focus({ preventScroll: true });
}

function escape() {
  const menu = one("#macros");
  if (menu?.open) {
    menu.open = false;
    one("summary", menu).focus();
  } else if (document.activeElement?.matches(TYPING)) {
    document.activeElement.blur();
  } else if (one("#back") && !one("#editor")?.innerText.trim()) {
    location.href = one("#back").href;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || one("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "Enter") event.target.closest("form")?.requestSubmit();
    return;
  }
  if (event.key === "Escape") return escape();
  if (event.target.closest(TYPING)) return;
  const does = {
    j: () => move(all(".ticket"), 1),
    k: () => move(all(".ticket"), -1),
    m: one("#macros") && toMacros,
    r: one("#editor") && toReply,
    s: one("#suggested") && (() => one("#suggested").click()),
    "/": one("#search") && (() => one("#search").select()),
    n: () => one("#new")?.click(),
    "?": () => one("#keys").showModal(),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

one("#help")?.addEventListener("click", () => one("#keys").showModal());

document.addEventListener("click", (event) => {
  const menu = one("#macros");
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// A ticket leads back to the list it was opened from.
function rememberList() {
  const back = one("#back");
  if (one(".views")) sessionStorage.setItem("list", location.pathname + location.search);
  const list = sessionStorage.getItem("list");
  if (back && list?.split("?")[0] === back.pathname) back.href = list;
}

prepareComposer();
rememberList();
one("[aria-invalid]")?.focus();
one("[role=alert]")?.scrollIntoView({ block: "center" });
