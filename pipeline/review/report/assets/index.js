// The table of documents: filtered and sorted as data, drawn a screenful at a time.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const { rows, countries: withPage } = JSON.parse($("#data").textContent);
  const hasPage = new Set(withPage);
  const heads = [...document.querySelectorAll(".documents th[data-key]")];
  const TABLES = heads.filter((head) => head.className.includes("k-")).map((head) => head.dataset.key);
  const body = $(".documents tbody");
  const NUMBERS = [...TABLES, "warnings", "low", "unclaimed"];
  const names = new Map(heads.map((head) => [head.dataset.key, (head.querySelector(".sr") ?? head).textContent.trim().toLowerCase()]));
  const CHUNK = 100;

  for (const row of rows) row.words = [row.source, row.title, row.country, row.iso3, row.symbol, row.failure].filter(Boolean).join(" ").toLowerCase();
  const kindWords = (kind) => kind ? kind.replaceAll("_", " ") : "";
  const value = (row, key) => TABLES.includes(key) ? row.counts[key] ?? 0 : row[key];

  const options = (id, key, shown) => {
    const counts = new Map();
    for (const row of rows) if (row[key] !== null && row[key] !== undefined) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
    const names = [...counts.keys()].sort((a, b) => String(shown(a)).localeCompare(String(shown(b))));
    for (const name of names) $(id).append(new Option(`${shown(name)} (${counts.get(name)})`, name));
  };
  const countries = new Map(rows.filter((row) => row.iso3).map((row) => [row.iso3, row.country]));
  options("#iso3", "iso3", (code) => countries.get(code));
  options("#kind", "kind", kindWords);
  options("#year", "year", (year) => year);

  let order = { key: "source", down: false };
  let found = rows;
  let drawn = 0;

  const cell = (words, className) => {
    const made = document.createElement("td");
    if (className) made.className = className;
    made.textContent = words;
    return made;
  };
  const line = (row) => {
    const made = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.dir = "auto";
    if (row.page) {
      const link = document.createElement("a");
      link.href = `documents/${row.page}.html`;
      link.textContent = row.title ?? row.source;
      head.append(link);
    } else {
      head.append(row.source);
    }
    const small = document.createElement("span");
    small.className = row.failure ? "failure" : "source";
    small.textContent = row.failure ?? (row.title ? row.source : row.symbol ?? "");
    head.append(small);
    made.append(head);
    if (row.failure) {
      made.className = "failed";
      const rest = cell("failed", "state");
      rest.colSpan = heads.length - 1;
      made.append(rest);
      return made;
    }
    const country = cell(row.country ?? "");
    if (hasPage.has(row.iso3)) {
      const link = document.createElement("a");
      link.href = `countries/${row.iso3}.html`;
      link.textContent = row.country;
      country.replaceChildren(link);
    }
    made.append(country, cell(row.year ?? "", "year"), cell(kindWords(row.kind)));
    for (const key of NUMBERS) {
      const count = value(row, key);
      const number = cell(count || "·", count ? "number" : "number zero");
      number.dataset.name = names.get(key);
      made.append(number);
    }
    return made;
  };

  const more = () => {
    const lines = document.createDocumentFragment();
    for (const row of found.slice(drawn, drawn + CHUNK)) lines.append(line(row));
    drawn = Math.min(found.length, drawn + CHUNK);
    body.append(lines);
  };
  const watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && drawn < found.length) { more(); watch.unobserve(end); watch.observe(end); } }, { rootMargin: "800px" });
  const end = document.createElement("p");
  end.className = "end";
  $(".listed").after(end);
  watch.observe(end);

  const compare = (a, b) => {
    const x = value(a, order.key), y = value(b, order.key);
    if (x === y) return a.source < b.source ? -1 : 1;
    if (x === null || x === undefined) return 1;
    if (y === null || y === undefined) return -1;
    const sign = typeof x === "number" ? x - y : String(x).localeCompare(String(y));
    return order.down ? -sign : sign;
  };
  const draw = () => {
    const words = $("#words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const [iso3, kind, year, state] = ["#iso3", "#kind", "#year", "#state"].map((id) => $(id).value);
    found = rows.filter((row) =>
      (!iso3 || row.iso3 === iso3) && (!kind || row.kind === kind) && (!year || String(row.year) === year)
      && (!state || (state === "failed" ? row.failure : row.warnings + row.low + row.unclaimed > 0))
      && words.every((word) => row.words.includes(word))).sort(compare);
    for (const head of heads) head.setAttribute("aria-sort", head.dataset.key === order.key ? (order.down ? "descending" : "ascending") : "none");
    $("#shown").textContent = found.length === rows.length ? `${rows.length} ${rows.length === 1 ? "document" : "documents"}` : `${found.length} of ${rows.length}`;
    body.replaceChildren();
    drawn = 0;
    more();
  };
  for (const head of heads) head.querySelector("button").addEventListener("click", () => {
    const number = head.classList.contains("number");
    order = { key: head.dataset.key, down: order.key === head.dataset.key ? !order.down : number };
    draw();
  });
  for (const control of document.querySelectorAll(".filters input, .filters select")) control.addEventListener("input", draw);
  $(".filters").addEventListener("reset", () => setTimeout(draw));
  $(".filters").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) { event.preventDefault(); $("#words").focus(); }
  });
  const charts = $(".charts");
  if (charts && matchMedia("(max-width: 699px)").matches) charts.open = false;
  draw();
})();
