// A document's page: a value leads to its passage and its page, a passage to its records, the work list from one to the next.
//
// window.upr, for other scripts on the page:
//   data                        the page's JSON: text, passages, work, changes, images
//   slice(start, end)           the text between two offsets in code points
//   passages(record, path)      places in data.passages of a record, or of one of its values
//   select({record, path, at})  choose a value or a passage: shows it, its passage and its page
//   span(range)                 [start, end] in code points of a DOM range inside the text, or null
//   work(step)                  go to the next (1) or the one before (-1) of the work list
//   say(words)                  tell screen readers
// Events on document: "upr:select" {record, path, at} after something was chosen, "upr:work" {item} after a step.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse($("#data").textContent);
  const FIELDS = ["record", "table", "path", "span", "source_span", "page", "boxes", "rule"];
  const WORK = ["kind", "code", "words", "record", "span", "page", "context", "boxes"];
  const named = (names) => (row) => Array.isArray(row) ? Object.fromEntries(names.map((name, at) => [name, row[at]])) : row;
  data.passages = data.passages.map(named(FIELDS));
  data.work = data.work.map(named(WORK));
  data.changes = data.changes?.map(named(["start", "end", "removed", "source", "rules"])) ?? null;

  // Offsets are code points; the text of most documents has one unit each.
  const points = /[\ud800-\udfff]/.test(data.text) ? Array.from(data.text) : null;
  const slice = (start, end) => points ? points.slice(start, end).join("") : data.text.slice(start, end);
  const length = (words) => points ? Array.from(words).length : words.length;

  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
  // pdfium writes U+0002 or U+FFFE where a line ends in a hyphen
  const visible = (words) => words.replace(/[\u0002\u00ad\ufffe]/g, "\u2010").replace(CONTROLS, (character) => `⟦U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const say = (words) => { $("#said").textContent = words; };
  const numbers = (words) => words ? words.split(" ").map(Number) : [];

  // Panes on small screens, tabs beside the text

  const panes = $(".panes");
  const showPane = (name) => {
    panes.dataset.pane = name;
    for (const button of $$(".pane-tabs button")) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
  };
  for (const button of $$(".pane-tabs button")) button.addEventListener("click", () => showPane(button.dataset.pane));

  const tabs = $$('[role="tab"]');
  const showTab = (name, focus = false) => {
    for (const tab of tabs) {
      const chosen = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
      if (chosen && focus) tab.focus();
    }
  };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => showTab(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      showTab(tabs[(to + tabs.length) % tabs.length].getAttribute("aria-controls"), true);
    });
  }

  // From values to passages and back

  const marks = $$("#text mark.hl");
  const marksAt = new Map();
  const marksOfItem = new Map();
  const values = new Map();
  const put = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  for (const mark of marks) {
    for (const at of numbers(mark.dataset.at)) put(marksAt, at, mark);
    for (const item of numbers(mark.dataset.item)) put(marksOfItem, item, mark);
  }
  for (const value of $$(".value[data-record]")) values.set(`${value.dataset.record}#${value.dataset.path}`, value);
  const byRecord = new Map();
  data.passages.forEach((passage, at) => put(byRecord, passage.record, at));

  const passages = (record, path) => {
    const all = byRecord.get(record) ?? [];
    if (!path) return all;
    const own = values.get(`${record}#${path}`);
    return own?.dataset.at ? numbers(own.dataset.at) : all.filter((at) => data.passages[at].path === path);
  };

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const bring = (target, block = "center") => target.scrollIntoView({ block, behavior: still.matches ? "auto" : "instant" });
  const clear = (name) => { for (const one of $$(`.${name}`)) one.classList.remove(name); };
  const roving = (mark) => {
    for (const one of $$('#text mark[tabindex="0"]')) one.tabIndex = -1;
    if (mark) mark.tabIndex = 0;
  };
  roving(marks[0]);

  const showCard = (record, focus = false) => {
    const card = document.getElementById(record);
    if (!card) return null;
    showTab("records");
    card.closest("details").open = true;
    card.classList.add("chosen");
    bring(card, "nearest");
    if (focus) card.focus({ preventScroll: true });
    return card;
  };

  let chosen = null;
  const select = ({ record = null, path = null, at = null, focus = null }) => {
    const found = at !== null ? [at] : passages(record, path);
    const first = found[0] ?? null;
    chosen = { record, path, at: first };
    clear("chosen");
    values.get(`${record}#${path}`)?.classList.add("chosen");
    const shown = found.flatMap((place) => marksAt.get(place) ?? []);
    for (const mark of shown) mark.classList.add("chosen");
    const card = record ? showCard(record) : null;
    values.get(`${record}#${path}`)?.classList.add("chosen");
    if (shown.length) {
      bring(shown[0]);
      roving(shown[0]);
    }
    if (first !== null) proof(first, found);
    if (focus === "passage" && shown.length) shown[0].focus({ preventScroll: true });
    if (focus === "card" && card) card.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("upr:select", { detail: chosen }));
  };

  document.addEventListener("click", (event) => {
    const value = event.target.closest("button.value");
    if (value) {
      if (small.matches) showPane("proof");
      return select({ record: value.dataset.record, path: value.dataset.path, focus: small.matches ? null : "passage" });
    }
    const mark = event.target.closest("#text mark.hl");
    if (mark && getSelection().isCollapsed) return choosePassage(mark);
    const item = event.target.closest(".item");
    if (item) return goTo(Number(item.dataset.item));
    const note = event.target.closest(".note-mark");
    if (note) return goToNote(note.dataset.mark);
  });

  const small = matchMedia("(max-width: 899px)");
  let turn = 0;
  const choosePassage = (mark) => {
    const at = numbers(mark.dataset.at);
    const item = numbers(mark.dataset.item)[0];
    if (!at.length) return item !== undefined ? goTo(item, false) : undefined;
    turn = mark.classList.contains("chosen") && at.length > 1 ? (turn + 1) % at.length : 0;
    const passage = data.passages[at[turn]];
    if (small.matches) showPane("proof");
    select({ record: passage.record, path: passage.path, at: at[turn], focus: "card" });
    mark.classList.add("chosen");
    others(at, at[turn]);
  };

  const goToNote = (mark) => {
    const note = $$("#text [data-note]").find((one) => one.dataset.note === mark);
    if (note) { note.tabIndex = -1; bring(note); note.focus({ preventScroll: true }); } else say(`The text of note ${mark} is not in this document.`);
  };

  // Evidence: the value, the passage as it stood and as it stands, the page with its box

  const CONTEXT = 70;
  const proof = (at, all) => {
    const passage = data.passages[at];
    const value = values.get(`${passage.record}#${chosen.path ?? passage.path}`);
    const [start, end] = passage.span;
    const parts = [
      element("h2", {}, visible((chosen.path ?? passage.path).replaceAll("_", " "))),
      element("p", { class: "said-value" }, value ? value.textContent : visible(slice(start, end))),
      element("p", { class: "said-rule" }, "rule ", element("code", {}, passage.rule), passage.page ? ` · page ${passage.page}` : "", ` · text ${start}–${end}`),
    ];
    if (all.length > 1) parts.push(steps(at, all));
    parts.push(...pictured(passage), ...compared(passage));
    $("#proof").replaceChildren(...parts);
  };

  const steps = (at, all) => {
    const list = element("div", { class: "steps", role: "group", "aria-label": "Passages of this value" });
    all.forEach((place, turn) => {
      const button = element("button", { type: "button", "aria-pressed": String(place === at) }, `passage ${turn + 1}`);
      button.addEventListener("click", () => { proof(place, all); const mark = marksAt.get(place)?.[0]; if (mark) { bring(mark); roving(mark); } });
      list.append(button);
    });
    return list;
  };

  const others = (at, shown) => {
    const rest = at.filter((place) => place !== shown);
    if (!rest.length) return;
    const list = element("ul", { class: "others" });
    for (const place of rest) {
      const passage = data.passages[place];
      const button = element("button", { type: "button" }, visible(`${passage.table}: ${passage.path}`.replaceAll("_", " ")));
      button.addEventListener("click", () => select({ record: passage.record, path: passage.path, at: place, focus: "card" }));
      list.append(element("li", {}, button));
    }
    $("#proof").append(element("section", { class: "also" }, element("h3", {}, "The same passage also says"), list));
  };

  // How far the context goes: whole words, and not into the next paragraph but one
  const around = (words, after = false) => {
    const cut = after ? words.replace(/\s\S*$/, "") : words.replace(/^\S*\s/, "");
    return length(cut);
  };
  const taken = (words) => visible(words).replaceAll("\n", "↵\n");
  const given = (words) => visible(words).replace(/\n+/g, "¶\n");
  const compared = (passage) => {
    const [start, end] = passage.span;
    const from = start - around(slice(Math.max(0, start - CONTEXT), start)), to = end + around(slice(end, end + CONTEXT), true);
    const now = element("p", { class: "passage", dir: "auto" }, visible(slice(from, start)), element("b", {}, visible(slice(start, end))), visible(slice(end, to)));
    const parts = [element("h3", {}, "In the text"), now];
    if (!data.changes) return parts;
    const near = data.changes.filter((change) => change.start <= to && change.end >= from);
    const before = element("p", { class: "passage raw", dir: "auto" });
    let place = from;
    const kept = (until) => {
      for (const [a, b, inside] of [[place, Math.min(until, start), false], [Math.max(place, start), Math.min(until, end), true], [Math.max(place, end), until, false]])
        if (a < b) before.append(inside ? element("b", {}, visible(slice(a, b))) : visible(slice(a, b)));
      place = Math.max(place, until);
    };
    const rules = new Set();
    for (const change of near) {
      kept(Math.max(from, change.start));
      const parted = change.removed.endsWith("\n") && slice(change.start, change.end).startsWith("\n");
      if (change.removed) before.append(element("del", {}, parted ? taken(change.removed).trimEnd() : taken(change.removed)));
      if (change.end > change.start) before.append(element("ins", {}, given(slice(change.start, change.end))));
      place = Math.max(place, change.end);
      for (const rule of change.rules) rules.add(rule);
    }
    kept(to);
    parts.push(element("h3", {}, "In the source"), before);
    parts.push(element("p", { class: "said-rule" }, near.length ? `struck: taken out; underlined: put in. Repairs: ${[...rules].join(", ")}` : "nothing was repaired here"));
    return parts;
  };

  const SVG = "http://www.w3.org/2000/svg";
  const pictured = (passage) => {
    const image = passage.page && data.images[passage.page];
    if (!image) return passage.page && passage.boxes ? [element("p", { class: "hint" }, `Page ${passage.page} was not drawn.`)] : [];
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${image.width} ${image.height}`);
    svg.setAttribute("aria-hidden", "true");
    for (const [x0, top, x1, bottom] of passage.boxes ?? []) {
      const rect = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x: x0 - 1.5, y: top - 1.5, width: x1 - x0 + 3, height: bottom - top + 3, rx: 1.5 })) rect.setAttribute(name, value);
      rect.dataset.box = [x0, top, x1, bottom].join(" ");
      svg.append(rect);
    }
    const picture = element("img", { src: image.place, alt: `Page ${passage.page} of the source; the value is boxed`, width: Math.round(image.width), height: Math.round(image.height) });
    const sheet = element("div", { class: "sheet" }, picture, svg);
    const frame = element("div", { class: "page-frame", tabindex: "0", role: "region", "aria-label": `Page ${passage.page}` }, sheet);
    const boxes = passage.boxes ?? [];
    const top = boxes[0]?.[1] ?? 0;
    const left = Math.min(image.width, ...boxes.map((box) => box[0]));
    const right = Math.max(0, ...boxes.map((box) => box[2]));
    const centre = () => {
      const scale = sheet.clientWidth / image.width;
      frame.scrollTop = top * scale - frame.clientHeight / 3;
      frame.scrollLeft = Math.min(left * scale - 24, (left + right) / 2 * scale - frame.clientWidth / 2);
    };
    picture.addEventListener("load", centre);
    requestAnimationFrame(centre);
    const size = element("button", { type: "button", "aria-pressed": "false" }, "Whole page");
    size.addEventListener("click", () => {
      size.setAttribute("aria-pressed", String(frame.classList.toggle("whole")));
      centre();
    });
    return [element("div", { class: "page-head" }, element("h3", {}, `Page ${passage.page}`), size), frame];
  };

  // The work list

  const items = $$(".item");
  let current = -1;
  const goTo = (at, focus = true) => {
    current = at;
    const item = data.work[at];
    clear("current");
    showTab("work");
    const line = items[at];
    line.classList.add("current");
    bring(line, "nearest");
    const found = marksOfItem.get(at) ?? [];
    clear("chosen");
    if (item.record) {
      const paths = passages(item.record);
      const near = item.span ? paths.filter((place) => data.passages[place].span[0] < item.span[1] && data.passages[place].span[1] > item.span[0]) : paths;
      const place = near[0] ?? paths[0];
      if (place !== undefined) {
        chosen = { record: item.record, path: data.passages[place].path, at: place };
        proof(place, [place]);
      }
      document.getElementById(item.record)?.classList.add("chosen");
    } else if (item.span) {
      chosen = { record: null, path: null, at: null };
      $("#proof").replaceChildren(element("h2", {}, "In no record"), element("p", { class: "said-value" }, visible(slice(...item.span))), ...pictured(item), ...compared(item));
    }
    for (const mark of found) mark.classList.add("chosen");
    const target = found[0] ?? (item.record ? marksAt.get(passages(item.record)[0])?.[0] : null);
    if (target) { bring(target); roving(target); }
    if (focus) line.focus({ preventScroll: true });
    say(`${line.textContent.trim()}, ${at + 1} of ${items.length}`);
    document.dispatchEvent(new CustomEvent("upr:work", { detail: { item: at } }));
  };
  const shownItems = () => items.filter((line) => !line.closest("li").hidden).map((line) => Number(line.dataset.item));
  const work = (step) => {
    const open = shownItems();
    if (!open.length) return say("Nothing is on the work list.");
    const after = step > 0 ? open.find((at) => at > current) : open.findLast((at) => at < current);
    goTo(after ?? (step > 0 ? open[0] : open.at(-1)));
  };
  for (const box of $$('input[name="work"]')) box.addEventListener("change", () => {
    const shown = new Set($$('input[name="work"]:checked').map((one) => one.value));
    for (const line of items) line.closest("li").hidden = !shown.has(line.dataset.kind);
  });

  // What is highlighted; the repairs in the text

  const article = $("#text .words");
  for (const box of $$('input[name="kind"]')) box.addEventListener("change", () => {
    const shown = new Set($$('input[name="kind"]:checked').map((one) => one.value));
    for (const mark of marks) mark.classList.toggle("off", mark.dataset.kinds !== undefined && !mark.dataset.kinds.split(" ").some((kind) => shown.has(kind)));
  });

  const blocks = $$("[data-start]", article);
  let repaired = false;
  const markRepairs = () => {
    repaired = true;
    let next = 0;
    for (const block of blocks) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      let place = Number(block.dataset.start);
      while (next < data.changes.length && data.changes[next].start < place) next++;
      for (let text of texts) {
        while (next < data.changes.length && data.changes[next].start <= place + length(text.data)) {
          const change = data.changes[next++];
          const head = points ? Array.from(text.data).slice(0, change.start - place).join("").length : change.start - place;
          const rest = text.splitText(head);
          place = change.start;
          const cut = element("i", { class: "cut", "data-cut": visible(change.removed).replace(/\s*\n\s*/g, "↵") || "∅", title: change.rules.join(", ") });
          rest.before(cut);
          text = rest;
        }
        place += length(text.data);
      }
    }
  };
  $("#repairs")?.addEventListener("change", (event) => {
    if (!repaired) markRepairs();
    article.classList.toggle("with-repairs", event.target.checked);
  });

  // Where a selection lies in the text

  const offset = (node, at) => {
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#text [data-start]");
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, at);
    return Number(block.dataset.start) + length(range.toString());
  };
  const span = (range) => {
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || end <= start ? null : [start, end];
  };

  // On paper, all records are open

  const folded = new Set();
  addEventListener("beforeprint", () => {
    for (const one of $$("details:not([open])")) { folded.add(one); one.open = true; }
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    folded.clear();
  });

  // The keyboard

  const KEYS = [
    ["j", "k", "next and previous on the work list"],
    ["n", "p", "next and previous marked passage"],
    ["Enter", "", "on a value: its passage; on a passage: its record"],
    ["r", "w", "records, work list"],
    ["o", "", "outline"],
    ["e", "", "evidence of what is chosen"],
    ["t", "", "light or dark"],
    ["?", "", "these keys"],
  ];
  const step = (by) => {
    const here = marks.findIndex((mark) => mark.tabIndex === 0);
    const from = marks[here] === document.activeElement ? here + by : here;
    const open = (at) => marks[at] && !marks[at].classList.contains("off");
    let at = from;
    while (at >= 0 && at < marks.length && !open(at)) at += by;
    if (!marks[at]) return;
    roving(marks[at]);
    bring(marks[at]);
    marks[at].focus({ preventScroll: true });
  };
  const dialog = element("dialog", { "aria-labelledby": "keys-title" });
  dialog.append(
    element("h2", { id: "keys-title" }, "Keys"),
    element("table", {}, element("tbody", {}, ...KEYS.map(([one, two, does]) => element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, one), ...(two ? [" ", element("kbd", {}, two)] : [])), element("td", {}, does))))),
    element("form", { method: "dialog" }, element("button", {}, "Close")),
  );
  document.body.append(dialog);
  const showKeys = () => dialog.showModal();
  $("#keys-button").addEventListener("click", showKeys);
  const tabNamed = (name) => { showPane("records"); showTab(name, true); };
  const DOES = {
    j: () => work(1), k: () => work(-1), n: () => step(1), p: () => step(-1), "?": showKeys,
    r: () => tabNamed("records"), w: () => tabNamed("work"), o: () => tabNamed("outline"),
    e: () => { showPane("proof"); $("#proof").focus(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const mark = event.target.closest("mark.hl");
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); return choosePassage(mark); }
    if (DOES[event.key]) { event.preventDefault(); DOES[event.key](); }
  });

  window.upr = { data, slice, passages, select, span, work, say };

  const wanted = decodeURIComponent(location.hash.slice(1));
  if (byRecord.has(wanted)) select({ record: wanted, focus: "card" });
})();
