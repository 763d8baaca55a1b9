"use strict";
const KINDS = ["目标", "责任单位", "时限"], TABLES = ["targets", "responsibilities", "deadlines"];
const documents = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const element = (tag, text, ...names) => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.classList.add(...names);
  return made;
};
let current = 0, selected = -1, sortBy = null, rows = new Map(), marks = new Map(), decisions = {};

const key = (doc) => "zhengce:" + doc.sha256 + ":" + doc.doc;
const itemKey = (item) => [item.kind, item.gold.char_start, item.gold.char_end, item.gold.clause, item.shown[1]].join(" ");
const stored = (doc) => {
  try { return JSON.parse(localStorage.getItem(key(doc))) || {}; } catch { return {}; }
};
const store = () => {
  try { localStorage.setItem(key(documents[current]), JSON.stringify(decisions)); } catch { /* a page without storage */ }
};

function visible(item) {
  const search = at("search").value.trim(), kind = at("kind").value, below = at("below").value;
  const decided = decisions[itemKey(item)] || "none";
  return (!kind || item.kind === Number(kind)) && (!at("decided").value || decided === at("decided").value)
    && (!below || Number(item.shown[4]) < Number(below))
    && (!search || [...item.shown, item.gold.raw].some((text) => text.includes(search)));
}

function showRecords() {
  const doc = documents[current];
  const order = doc.items.map((_, index) => index).filter((index) => visible(doc.items[index]));
  if (sortBy !== null) {
    const cell = (index) => (sortBy === 0 ? String(doc.items[index].kind) : doc.items[index].shown[sortBy - 1]);
    order.sort((one, two) => cell(one).localeCompare(cell(two), "zh", { numeric: true }) || one - two);
  }
  rows = new Map();
  at("rows").replaceChildren(...order.map((index) => {
    const item = doc.items[index], row = element("tr", "");
    row.append(...[KINDS[item.kind], ...item.shown].map((text) => element("td", text)));
    row.title = item.gold.raw;
    row.addEventListener("click", () => select(index));
    rows.set(index, row);
    paint(index);
    return row;
  }));
  const done = doc.items.filter((item) => decisions[itemKey(item)]).length;
  at("count").textContent = `${order.length}/${doc.items.length} 条，已核对 ${done}`;
}

function paint(index) {
  const row = rows.get(index), decision = decisions[itemKey(documents[current].items[index])];
  if (!row) return;
  row.classList.toggle("now", index === selected);
  row.classList.toggle("yes", decision === "yes");
  row.classList.toggle("no", decision === "no");
}

function showSource() {
  const doc = documents[current];
  marks = new Map();
  at("source").replaceChildren(...doc.segments.map(([text, numbers]) => {
    if (!numbers.length) return document.createTextNode(text);
    const mark = element("mark", text, "k" + doc.items[numbers[0]].kind);
    mark.classList.toggle("several", numbers.length > 1);
    mark.addEventListener("click", () => select(numbers[(numbers.indexOf(selected) + 1) % numbers.length]));
    for (const number of numbers) marks.set(number, [...(marks.get(number) || []), mark]);
    return mark;
  }));
}

function select(index) {
  const before = selected;
  selected = index;
  for (const mark of marks.get(before) || []) mark.classList.remove("now");
  for (const mark of marks.get(index) || []) mark.classList.add("now");
  if (before >= 0) paint(before);
  paint(index);
  (marks.get(index) || [])[0]?.scrollIntoView({ block: "center" });
  rows.get(index)?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const shown = [...rows.keys()];
  if (shown.length) select(shown[Math.min(shown.length - 1, Math.max(0, shown.indexOf(selected) + by))]);
}

function decide(decision) {
  if (selected < 0) return;
  const name = itemKey(documents[current].items[selected]);
  if (decision) decisions[name] = decision; else delete decisions[name];
  store();
  paint(selected);
  if (decision) step(1);
}

function save() {
  const doc = documents[current];
  const gold = { doc: doc.doc, sha256: doc.sha256, metadata: doc.metadata, targets: [], responsibilities: [], deadlines: [] };
  for (const item of doc.items) if (decisions[itemKey(item)] === "yes") gold[TABLES[item.kind]].push(item.gold);
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(gold, null, 1) + "\n"], { type: "application/json" }));
  link.download = doc.doc.replace(/[^\p{L}\p{N}._-]/gu, "_") + ".json";
  link.click();
  URL.revokeObjectURL(link.href);
}

function open(index) {
  current = index;
  selected = -1;
  decisions = stored(documents[current]);
  at("notes").textContent = documents[current].notes.join("\n");
  showSource();
  showRecords();
}

at("documents").append(...documents.map((doc, index) => {
  const title = doc.metadata.title[0] ? " " + doc.metadata.title[0] : "";
  const option = element("option", `${doc.doc}${title} (${doc.status}, ${doc.items.length})`);
  option.value = index;
  return option;
}));
at("documents").addEventListener("change", (event) => open(Number(event.target.value)));
for (const id of ["kind", "decided", "search", "below"]) at(id).addEventListener("input", showRecords);
document.querySelectorAll("th").forEach((head, index) => head.addEventListener("click", () => {
  sortBy = sortBy === index ? null : index;
  showRecords();
}));
at("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (["INPUT", "SELECT"].includes(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { j: () => step(1), k: () => step(-1), a: () => decide("yes"), r: () => decide("no"), u: () => decide("") }[event.key];
  if (act) act();
});
if (documents.length) open(0);
