// The review desk on a document's page: accept, correct, reject and add, by mouse or by keys, and undo.
//
// It stands on window.upr and the data attributes of the report's page. What is decided goes to the server as JSON; the page
// is then loaded again, as the server makes it from what the rules found and all decisions.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const { data, slice, span, say, select } = window.upr;
  const page = decodeURIComponent(location.pathname.split("/").at(-1).replace(/\.html$/, ""));
  const KEPT = `upr-desk-${page}`;
  let state = null;
  let target = null; // {record, table, path} of what is chosen; path is null for a record
  let picked = null; // [start, end] of the words that are selected
  let item = null; // the line of the work list that is chosen

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    made.append(...children);
    return made;
  };
  const button = (words, does, attributes = {}) => {
    const made = element("button", { type: "button", ...attributes }, words);
    made.addEventListener("click", does);
    return made;
  };
  const flat = (words) => words.replace(/\s+/g, " ").trim();
  const short = (words) => words.length > 80 ? `${words.slice(0, 77)}…` : words;
  const named = (path) => path.replaceAll("_", " ");
  const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const visible = (words) => String(words).replace(CONTROLS, (character) => `⟦U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
  // A value in a few words: a date or a count by its value, other objects by what they state
  const spelled = (value) => {
    if (value === null || value === "") return "not stated";
    if (Array.isArray(value)) return value.map(spelled).join("; ") || "none";
    if (typeof value !== "object") return String(value);
    if ("end" in value && "value" in value) return [value.value, value.end].filter(Boolean).join(" to ") || "not stated";
    return Object.entries(value).filter(([, part]) => part !== null && part !== "" && !(Array.isArray(part) && !part.length)).map(([name, part]) => `${named(name)} ${spelled(part)}`).join(", ");
  };
  const shown = (value) => visible(spelled(value));

  // The server

  const ask = async (path, body) => {
    const answer = await fetch(path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const words = await answer.text();
    let told = null;
    try { told = JSON.parse(words); } catch { told = { error: words.trim() }; }
    return { ok: answer.ok, status: answer.status, ...told };
  };
  const asked = async (path, body) => {
    try { return await ask(path, body); } catch { return { ok: false, status: 0, error: "The desk does not answer: it was closed, or has another address. Nothing was saved." }; }
  };

  // The bar

  const status = element("p", { class: "desk-status", role: "status", "aria-live": "polite" });
  const about = element("p", { class: "desk-target" });
  const words = element("p", { class: "desk-words" });
  const news = element("p", { class: "desk-news", role: "alert", hidden: true });
  const buttons = {
    accept: button("Accept", () => decide("accept"), { "aria-keyshortcuts": "a", title: "a" }),
    correct: button("Correct", () => edit("correct"), { "aria-keyshortcuts": "c", title: "c" }),
    reject: button("Reject", () => decide("reject"), { "aria-keyshortcuts": "x", title: "x" }),
    add: button("Add…", () => edit("add"), { "aria-keyshortcuts": "d", title: "d" }),
    undo: button("Undo", () => undoLast(), { "aria-keyshortcuts": "u", title: "u" }),
  };
  const log = button("Decisions", () => showLog(), { class: "desk-log" });
  const editor = element("form", { class: "desk-editor", hidden: true, "aria-label": "New value" });
  const bar = element("section", { class: "desk", "aria-label": "Review desk" },
    element("div", { class: "desk-head" }, about, words),
    editor, news,
    element("div", { class: "desk-buttons" }, ...Object.values(buttons), log, status));
  document.body.append(bar);
  document.body.classList.add("with-desk");

  const showTarget = () => {
    const record = target && document.getElementById(target.record);
    const title = record ? $("h3", record).textContent : null;
    about.replaceChildren(...(target
      ? [element("b", {}, target.path ? named(target.path) : "The whole record"), ` of ${title ?? target.record}`]
      : item?.span ? ["No record: accept it as nothing to record, or add one"] : ["Choose a value, a record, or words of the text."]));
    words.textContent = picked ? `selected: “${short(visible(flat(slice(...picked))))}”` : "";
    const value = target?.path ? valueAt(target) : null;
    buttons.accept.disabled = !target && !item?.span && !picked;
    buttons.correct.disabled = !target?.path;
    buttons.reject.disabled = !target || (target.path !== null && !canReject(target, value));
    buttons.undo.disabled = !lastHolding();
    for (const one of $$(".desk-chosen")) one.classList.remove("desk-chosen");
    value?.classList.add("desk-chosen");
  };
  const valueAt = ({ record, path }) => $$(`[data-record="${CSS.escape(record)}"]`).find((one) => one.dataset.path === path) ?? null;
  const tell = (words_, bad = false) => {
    status.textContent = words_;
    status.classList.toggle("bad", bad);
    if (!bad) say(words_);
  };

  // Choosing

  const choose = (record, path) => {
    const card = document.getElementById(record);
    if (!card) return;
    target = { record, path, table: card.dataset.table };
    item = null;
    closeEditor();
    showTarget();
  };
  document.addEventListener("upr:select", (event) => {
    const { record, path } = event.detail;
    if (!record) return;
    choose(record, path && valueAt({ record, path }) ? path : path ? nearest(record, path) : null);
  });
  document.addEventListener("upr:work", (event) => {
    const line = data.work[event.detail.item];
    if (line.record && document.getElementById(line.record)) choose(line.record, null);
    else { target = null; closeEditor(); }
    item = { at: event.detail.item, span: line.span, kind: line.kind };
    showTarget();
  });
  // Evidence may stand below or above what a card shows as one value: `date` for `date.value`
  const nearest = (record, path) => {
    const paths = $$(`.value[data-record="${CSS.escape(record)}"]`).map((one) => one.dataset.path);
    return paths.find((one) => path.startsWith(`${one}.`)) ?? paths.find((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`)) ?? null;
  };
  // Values without a passage can be chosen too, and whole groups and records by their heads
  for (const one of $$("span.value")) { one.tabIndex = 0; one.setAttribute("role", "button"); }
  for (const group of $$(".group[data-path]")) {
    const head = $("dt", group);
    head.replaceChildren(element("button", { type: "button", class: "desk-group" }, head.textContent));
  }
  for (const entry of $$(".group ol > li")) {
    const first = $("[data-path]", entry);
    if (first) entry.append(button("×", () => { choose(first.dataset.record, first.dataset.path.replace(/(\]).*$/, "$1")); decide("reject"); }, { class: "desk-strike quiet", "aria-label": `Reject entry ${first.dataset.path.match(/\[(\d+)\]/)?.[1] ?? ""}` }));
  }
  for (const card of $$(".card")) $(".meta", card).append(button("whole record", () => choose(card.id, null), { class: "desk-whole quiet" }));
  const chosenBy = (event) => {
    const one = event.target.closest("span.value[data-record]") ?? event.target.closest(".desk-group")?.closest(".group");
    if (one) choose(one.dataset.record, one.dataset.path);
    return one;
  };
  document.addEventListener("click", (event) => { chosenBy(event); });

  const see = () => {
    const selection = getSelection();
    if (editor.contains(document.activeElement) && !selection.rangeCount) return;
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const found = range && $("#text").contains(range.commonAncestorContainer) ? span(range) : null;
    if (found) picked = found;
    else if (!bar.contains(document.activeElement)) picked = null;
    showTarget();
  };
  document.addEventListener("selectionchange", see);
  // By keys: the chosen passage's words, and from there word by word
  const pick = () => {
    const marks = $$("#text mark.chosen");
    const range = document.createRange();
    const from = marks[0] ?? $("#text mark:focus") ?? $("#text [data-start]");
    if (!from) return;
    range.setStart(from, 0);
    range.setEnd((marks.at(-1) ?? from), (marks.at(-1) ?? from).childNodes.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const grow = (end, direction) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return pick();
    const range = selection.getRangeAt(0);
    const [a, b] = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]];
    selection.setBaseAndExtent(...(end === "end" ? [...a, ...b] : [...b, ...a]));
    selection.modify("extend", direction, "word");
  };

  // Deciding

  const lines = () => state?.lines ?? [];
  const holding = () => lines().filter((line) => line.holds && line.action !== "undo");
  const related = (one, other) => one === other || (one !== null && other !== null && (one.startsWith(`${other}.`) || one.startsWith(`${other}[`) || other.startsWith(`${one}.`) || other.startsWith(`${one}[`)));
  const seen = ({ record, path }) => holding().filter((line) => line.record === record && related(line.path, path)).at(-1)?.id ?? null;
  const lastHolding = () => lines().filter((line) => line.holds && line.by === state.user && line.action !== "undo").at(-1) ?? null;
  const formOf = (table, path) => {
    let form = state.forms[table];
    for (const [, name, place] of path.matchAll(/(?:^|\.)(\w+)|\[(\d+)\]/g)) form = place !== undefined ? form?.item : form?.fields?.[name];
    return form ?? null;
  };
  const canReject = ({ table, path }, value) => {
    if (!state || !path) return false;
    if (path.endsWith("]")) return true;
    const form = formOf(table, path);
    return Boolean(form && (form.null || form.input === "list") && !value?.classList.contains("missing"));
  };

  const keep = (said, more = {}) => {
    const tab = $('[role="tab"][aria-selected="true"]').getAttribute("aria-controls");
    sessionStorage.setItem(KEPT, JSON.stringify({ said, tab, target, item: item && tab === "work" ? item.at : null, side: $(".side").scrollTop, pane: $(".panes").dataset.pane, ...more }));
    location.reload();
  };
  const wish = (action, more) => ({ page, action, table: target?.table ?? null, record: target?.record ?? null, path: target?.path ?? null, seen: target ? seen(target) : null, ...more });
  const decide = async (action) => {
    see();
    if (!state || buttons[action].disabled) return;
    if (!target) {
      const where = picked ?? item?.span;
      if (action !== "accept" || !where) return;
      return send({ page, action, selected: [{ path: "", start: where[0], end: where[1] }] }, "Saved: nothing to record there.");
    }
    await send(wish(action), `Saved: ${action}ed ${target.path ? named(target.path) : "the record"}.`);
  };
  const send = async (body, said) => {
    tell("Saving…");
    const told = await asked("/api/decide", body);
    if (told.ok) return keep(`${said} Undo with u.`, { lines: lines().length + 1 });
    tell(told.error, true);
    if (told.status === 409) conflict(told.other, body, said);
  };
  const conflict = (other, body, said) => {
    news.hidden = false;
    news.replaceChildren(`${other.by} has decided about this meanwhile: ${other.action} ${other.new === null ? "" : short(shown(other.new))}. Yours is not saved yet. `,
      button("Save mine over it", () => { news.hidden = true; send({ ...body, seen: other.id }, said); }),
      button("Keep theirs", () => keep(`Kept what ${other.by} decided.`)));
  };
  const undoOne = async (line) => {
    const told = await asked("/api/undo", { page, id: line.id });
    if (told.ok) keep(line.action === "undo" ? "Brought back." : `Undone: ${line.action} ${line.path ? named(line.path) : "the record"}.`, { lines: lines().length + 1 });
    else tell(told.error, true);
  };
  const undoLast = () => {
    const line = state && lastHolding();
    if (line) undoOne(line);
    else tell("Nothing of yours to undo in this document.");
  };

  // The editor: inputs made of the form of the field

  const closeEditor = () => { editor.hidden = true; editor.replaceChildren(); };
  const INPUT = { text: "text", integer: "number", number: "number" };
  let number = 0;
  let depth = 1;
  const inputFor = (name, form, path, value, taking) => {
    const id = `desk-${++number}`;
    const label = element("label", { for: id }, named(path.replace(/\.value$/, "").replaceAll(".", " ")) || named(name));
    let input;
    if (form.input === "choice") {
      input = element("select", { id, required: !form.null }, ...(form.null ? [element("option", { value: "" }, "not stated")] : value === null ? [element("option", { value: "", disabled: true, selected: true }, "choose one")] : []), ...form.choices.map((choice) => element("option", { value: choice, selected: choice === value }, named(choice))));
    } else if (form.input === "flag") {
      input = element("input", { id, type: "checkbox", checked: value === true });
    } else if (form.input === "list") {
      input = element("textarea", { id, rows: 2, placeholder: "one a line" });
      input.value = Array.isArray(value) ? value.join("\n") : "";
    } else {
      const long = form.input === "text" && ["text", "title", "what"].includes(path);
      input = element(long ? "textarea" : "input", { id, type: long ? null : INPUT[form.input], rows: long ? 3 : null, step: form.input === "number" ? "any" : null, autocomplete: "off", spellcheck: "false" });
      input.value = value ?? (name === "mentions" ? 1 : "");
    }
    // What the form itself must have; what an object inside it must have is open until the object is stated
    if (!form.null && ["text", "integer", "number"].includes(form.input) && path.split(".").length <= depth) input.required = true;
    input.dataset.path = path;
    input.dataset.form = form.input;
    input.dataset.null = form.null;
    const row = element("div", { class: "desk-field" }, label, input);
    if (form.input !== "flag" && form.input !== "choice") row.append(button("take selected", () => taking(input, form), { class: "desk-take quiet" }));
    return row;
  };
  const fieldsOf = (form, path, name, value, taking) => {
    if (form.input === "object") return Object.entries(form.fields).flatMap(([part, inner]) => fieldsOf(inner, path ? `${path}.${part}` : part, part, value?.[part] ?? null, taking));
    if (form.input === "list" && form.item.input === "object") return [];
    return [inputFor(name, form, path, value, taking)];
  };
  const take = async (input, form) => {
    see();
    if (!picked) return tell("Select words of the text first.", true);
    const chosen = flat(slice(...picked));
    input.dataset.start = picked[0];
    input.dataset.end = picked[1];
    if (form.input === "text" && !input.dataset.path.endsWith("value")) input.value = chosen;
    else if (form.input === "list") input.value = [input.value, chosen].filter(Boolean).join("\n");
    else await readInto(input, chosen);
    tell(`Taken: “${short(visible(chosen))}”`);
  };
  // Dates and counts are read by the rules
  const readInto = async (input, chosen) => {
    const told = await asked("/api/read", { words: chosen });
    const stem = input.dataset.path.replace(/(^|\.)value$/, "");
    const beside = (name) => $$("[data-path]", editor).find((one) => one.dataset.path === (stem ? `${stem}.${name}` : name));
    if (input.dataset.form !== "text" && told.count) {
      input.value = told.count.value;
      for (const name of ["approx", "unit"]) if (beside(name)) beside(name).value = told.count[name] ?? "";
    } else if (input.dataset.form === "text" && told.date) {
      input.value = told.date.value ?? "";
      if (beside("end")) beside("end").value = told.date.end ?? "";
    } else if (input.dataset.form === "text") input.value = chosen;
    else tell("The rules read no number in these words; type it.", true);
  };
  const MAIN = { opinions: "title", missions: "head.name", recommendations: "text", answers: "text", delegations: "head.name", statistics: "what", events: "title", references: "value", stakeholders: "name", statements: "text", people: "name", dates: "value", counts: "value" };
  const edit = (action) => {
    see();
    if (!state || (action === "correct" && buttons.correct.disabled)) return;
    news.hidden = true;
    if (action === "correct") return openEditor(target, formOf(target.table, target.path), current(target), "Correct");
    const list = target?.path ? target.path.replace(/\[\d+\].*$/, "") : null;
    const form = list ? formOf(target.table, list) : null;
    if (form?.input === "list" && form.item.input === "object") return openEditor({ ...target, path: list, add: true }, form.item, null, "Add an entry to");
    openAdd(Object.keys(state.forms)[0]);
  };
  // What the card shows of a value, as its inputs have it
  const current = ({ record, path, table }) => {
    const own = valueAt({ record, path });
    if (!own || own.classList.contains("missing")) return null;
    const form = formOf(table, path);
    if (form.input === "object" && own.classList.contains("value")) {
      const [value, end] = own.textContent.split(" to ");
      return form.fields.end ? { value, end } : null;
    }
    if (form.input === "object") return Object.fromEntries(Object.keys(form.fields).map((part) => [part, current({ record, path: `${path}.${part}`, table })]));
    if (form.input === "list") return $$(".value", own).map((one) => one.textContent);
    if (form.input === "flag") return own.textContent === "yes";
    return own.textContent;
  };
  const openEditor = (where, form, value, verb) => {
    if (!form) return;
    editor.replaceChildren(element("p", { class: "desk-verb" }, `${verb} ${named(where.path)}`));
    depth = where.path.split(".").length + (form.input === "object" ? 1 : 0);
    const inputs = fieldsOf(form, where.path, where.path.split(".").at(-1), value, take);
    editor.append(...inputs, ends());
    editor.onsubmit = (event) => { event.preventDefault(); saveValue(where, form); };
    open();
    const first = $("input, select, textarea", editor);
    if (picked && first && first.dataset.form !== "choice" && first.dataset.form !== "flag") take(first, { input: first.dataset.form });
  };
  const openAdd = (table) => {
    depth = 1;
    const kinds = element("select", { id: "desk-kind" }, ...Object.keys(state.forms).map((one) => element("option", { value: one, selected: one === table }, named(one))));
    kinds.addEventListener("change", () => openAdd(kinds.value));
    editor.replaceChildren(element("p", { class: "desk-verb" }, "Add a record"), element("div", { class: "desk-field" }, element("label", { for: "desk-kind" }, "kind"), kinds), ...fieldsOf(state.forms[table], "", "", null, take), ends());
    editor.onsubmit = (event) => { event.preventDefault(); saveRecord(table); };
    open();
    kinds.focus();
    const main = $$("[data-path]", editor).find((one) => one.dataset.path === MAIN[table]);
    if (picked && main) take(main, { input: main.dataset.form });
  };
  const ends = () => element("div", { class: "desk-ends" }, element("button", { type: "submit" }, "Save"), button("Cancel", () => { closeEditor(); buttons.correct.focus(); }));
  const open = () => { editor.hidden = false; $("input, select, textarea", editor)?.focus(); };
  const valueOf = (input) => {
    if (input.dataset.form === "flag") return input.checked;
    if (input.dataset.form === "list") return input.value.split("\n").map((one) => one.trim()).filter(Boolean);
    const told = input.value.trim();
    if (told === "") return input.dataset.null === "true" ? null : input.dataset.form === "text" ? "" : null;
    return input.dataset.form === "integer" || input.dataset.form === "number" ? Number(told) : told;
  };
  // The inputs' values put together again, and the words that each was taken from
  const gathered = (root) => {
    const value = {};
    const selected = [];
    for (const input of $$("[data-path]", editor)) {
      const path = root ? input.dataset.path.slice(root.length).replace(/^\./, "") : input.dataset.path;
      if (input.dataset.start !== undefined) selected.push({ path: input.dataset.path, start: Number(input.dataset.start), end: Number(input.dataset.end) });
      if (path === "") return { value: valueOf(input), selected };
      let holder = value;
      const steps = path.split(".");
      for (const step of steps.slice(0, -1)) holder = holder[step] ??= {};
      holder[steps.at(-1)] = valueOf(input);
    }
    return { value, selected };
  };
  // An object that nothing was said of is not stated
  const stated = (value, form) => {
    if (form.input !== "object" || value === null || typeof value !== "object") return value;
    const parts = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, stated(part, form.fields[name])]));
    const empty = Object.values(parts).every((part) => part === null || part === "" || part === false || (Array.isArray(part) && !part.length));
    return form.null && empty ? null : parts;
  };
  const saveValue = (where, form) => {
    const { value, selected } = gathered(where.path);
    const words_ = selected.length ? selected : [];
    const at = words_.map((one) => ({ ...one, path: where.path })).slice(0, 1);
    const body = { page, action: where.add ? "add" : "correct", table: where.table, record: where.record, path: where.path, value: where.add ? value : stated(value, form), selected: at, seen: where.add ? null : seen(where) };
    send(body, where.add ? `Saved: an entry of ${named(where.path)}.` : `Saved: ${named(where.path)} is ${short(shown(body.value))}.`);
  };
  const saveRecord = (table) => {
    const form = state.forms[table];
    const { value, selected } = gathered("");
    const whole = stated(value, form);
    const first = selected[0] ?? (picked ? { start: picked[0], end: picked[1] } : null);
    if (!first) return tell("Select the words of the text that say it, and take them.", true);
    const taken = new Map(selected.map((one) => [one.path, one]));
    const grounds = [];
    for (const input of $$("[data-path]", editor)) {
      const said = valueOf(input);
      if (said === null || said === "" || (Array.isArray(said) && !said.length)) continue;
      const { start, end } = taken.get(input.dataset.path) ?? first;
      grounds.push({ path: input.dataset.path.replace(/\.(value|end)$/, ""), start, end });
    }
    const distinct = [...new Map(grounds.map((one) => [one.path, one])).values()];
    send({ page, action: "add", table, value: whole, selected: distinct }, `Saved: a record of ${named(table)}.`);
  };

  // The decisions about this document

  const box = element("dialog", { class: "desk-decisions", "aria-labelledby": "desk-decisions-title" });
  document.body.append(box);
  const told = (line) => {
    const what = `${line.action} ${line.table ? named(line.table) : "a passage"} ${line.path ? named(line.path) : ""}`.trim();
    const value = line.new === null ? "" : `: ${line.old === null ? "" : `${short(shown(line.old))} → `}${short(shown(line.new))}`;
    return `${what}${value}${line.quote ? ` on “${short(visible(flat(line.quote)))}”` : ""}`;
  };
  const showLog = () => {
    if (!state) return;
    const rows = lines().filter((line) => line.action !== "undo").reverse().map((line) => {
      const undo = lines().filter((one) => one.action === "undo" && one.undoes === line.id && one.holds).at(-1);
      const act = line.holds ? button("Undo", () => undoOne(line)) : undo ? button("Bring back", () => undoOne(undo)) : "";
      const reason = state.unplaced[line.id];
      return element("li", { class: line.holds ? null : "undone" }, element("span", {}, told(line)), element("small", {}, ` ${visible(line.by)}, ${line.at.replace("T", " ").replace("Z", " UTC")}`), ...(reason ? [element("small", { class: "bad" }, ` not applied: ${reason}`)] : []), " ", act);
    });
    box.replaceChildren(element("h2", { id: "desk-decisions-title" }, "Decisions about this document"), element("p", { class: "desk-file" }, `as ${visible(state.user)}, in ${visible(state.file)}`),
      rows.length ? element("ol", {}, ...rows) : element("p", {}, "None yet."), element("form", { method: "dialog" }, element("button", {}, "Close")));
    box.showModal();
  };

  // Marks of what is decided

  const mark = () => {
    for (const line of holding()) {
      if (!line.record || state.unplaced[line.id]) continue;
      const card = document.getElementById(line.record);
      if (!card) continue;
      const own = line.path ? valueAt(line) : null;
      (own ?? $("h3", card)).classList.add("desk-decided", `desk-${line.action}`);
      (own ?? card).title = `${line.action}ed by ${visible(line.by)}`;
    }
    log.textContent = `Decisions (${holding().length})`;
  };

  // Keys

  const KEYS = [
    ["a", "", "accept what is chosen"], ["c", "", "correct the value"], ["x", "", "reject it"], ["d", "", "add a record, or an entry to the chosen list"],
    ["u", "", "undo your last decision here"], ["l", "", "decisions about this document"], ["s", "", "select the words of the chosen passage"],
    ["Shift+←", "Shift+→", "move the end of the selection by a word"], ["[", "]", "move its start by a word"], ["Escape", "", "leave the editor"],
  ];
  const table = $("dialog[aria-labelledby=keys-title] tbody");
  for (const [one, two, does] of KEYS) table?.append(element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, one), ...(two ? [" ", element("kbd", {}, two)] : [])), element("td", {}, does)));
  const DOES = { a: () => decide("accept"), c: () => edit("correct"), x: () => decide("reject"), d: () => edit("add"), u: undoLast, l: showLog, s: pick, "[": () => grow("start", "backward"), "]": () => grow("start", "forward") };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !editor.hidden && !box.open) { closeEditor(); return buttons.correct.focus(); }
    if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("span.value[data-record]")) { event.preventDefault(); return void chosenBy(event); }
    if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight") && picked) { event.preventDefault(); return grow("end", event.key === "ArrowLeft" ? "backward" : "forward"); }
    if (DOES[event.key]) { event.preventDefault(); DOES[event.key](); }
  });

  // Other desks, and where one was

  const WAIT = 4000;
  const listen = async () => {
    const told_ = document.hidden ? null : await asked(`/api/state?page=${encodeURIComponent(page)}`);
    if (told_?.ok && told_.lines.length > lines().length && news.hidden) {
      const other = told_.lines.at(-1);
      news.hidden = false;
      news.replaceChildren(`${visible(other.by)} has just decided: ${told(other)}. `, button("Show it", () => keep("Shown as it is now.")));
    }
    if (told_?.status === 0) {
      news.hidden = false;
      return news.replaceChildren("The desk was closed, or does not answer. What was saved is kept; open the desk again to go on.");
    }
    setTimeout(listen, WAIT);
  };
  const back = () => {
    const was = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (!was) return;
    $(`.pane-tabs [data-pane="${was.pane}"]`)?.click();
    if (was.item !== null && data.work.length) {
      $(`[aria-controls="work"]`).click();
      $(`.item[data-item="${Math.min(was.item, data.work.length - 1)}"]`)?.click();
    } else if (was.target && document.getElementById(was.target.record)) {
      select({ record: was.target.record, path: was.target.path && valueAt(was.target)?.dataset.at ? was.target.path : null, focus: "card" });
      choose(was.target.record, was.target.path);
    }
    tell(was.said);
  };
  const start = async () => {
    const answer = await asked(`/api/state?page=${encodeURIComponent(page)}`);
    if (!answer.ok) return tell(answer.error, true);
    state = answer;
    mark();
    showTarget();
    back();
    document.documentElement.dataset.desk = "ready";
    setTimeout(listen, WAIT);
  };
  start();
})();
