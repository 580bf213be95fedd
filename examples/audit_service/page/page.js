"use strict";

// Whatever comes from a request or from a store is text here: it is never read as markup.

const documented = [
  ["Jim's audit records", "hcm.audit", "json", `{
  "filter": {
    "op": "and",
    "rules": [
      {"field": "operator", "op": "eq", "value": "Jim"},
      {"field": "created_at", "op": "gte", "value": "2023-02-05T15:29:15Z"}
    ]
  },
  "page": {"count": false, "start": 0, "limit": 10, "sort": "created_at", "order": "DESC"}
}`],
  ["how many there are", "hcm.audit", "json", `{
  "filter": {"op": "and", "rules": [{"field": "operator", "op": "eq", "value": "Jim"}]},
  "page": {"count": true}
}`],
  ["full of faults", "hcm.audit", "json", `{
  "filter": {
    "op": "AND",
    "rules": [
      {"field": "operater", "op": "eq", "value": "Jim"},
      {"field": "created_at", "op": "gt", "value": "2023-02-29T00:00:00Z"},
      {"field": "action", "op": "in", "value": ["update", "updates"]},
      {"field": "id", "op": "eq", "value": "1 OR 1=1"}
    ]
  },
  "page": {"count": true, "limit": 500}
}`],
  ["the text language", "hcm.audit", "text", `operator = "Jim" and not (vendor in ["aws", "gcp"] or res_name icontains "TEST")
sort -created_at limit 10`],
  ["a flow (business 100)", "hcm.async_flow", "json", `{"audit_id": 1001, "flow_id": "00000001"}`],
  ["operation audits", "cmdb.audit", "json", `{
  "condition": {
    "bk_biz_id": 2,
    "resource_type": "host",
    "action": ["create", "delete"],
    "operation_time": {"start": "2020-09-23 00:00:00", "end": "2020-11-01 23:59:59"},
    "user": "admin",
    "category": "host"
  },
  "page": {"start": 0, "limit": 10, "sort": "-operation_time"}
}`],
  ["event records", "monitor.event_log", "json", `{"id": 164239028648266}`],
];

const byId = id => document.getElementById(id);
const choices = byId("choices").elements;
const request = byId("request");

// --- JSON, with every digit of its integers.

const parse = text => JSON.parse(text, (key, value, context) =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && context &&
  /^-?\d+$/.test(context.source) ? BigInt(context.source) : value);

const print = value => JSON.stringify(value, (key, inner) =>
  typeof inner !== "bigint" ? inner : JSON.rawJSON ? JSON.rawJSON(inner.toString()) : inner.toString());

// A level a line, but what is short on one line.
function pretty(value, indent = "") {
  const flat = print(value);
  if (typeof value !== "object" || value === null || flat.length + indent.length <= 64) {
    return flat;
  }
  const inner = indent + "  ";
  const parts = Array.isArray(value) ? value.map(element => pretty(element, inner))
    : Object.entries(value).map(([name, held]) => `${print(name)}: ${pretty(held, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

// --- Places: the service counts bytes of UTF-8, a string here counts units of UTF-16.

function unitsOfBytes(text) {
  const units = new Map();
  let bytes = 0;
  let unit = 0;
  for (const character of text) {
    units.set(bytes, unit);
    const point = character.codePointAt(0);
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    unit += character.length;
  }
  units.set(bytes, unit);
  return offset => {
    while (offset > 0 && !units.has(offset)) {
      --offset;
    }
    return units.get(offset);
  };
}

function showMarks(text, diagnostics) {
  const unit = unitsOfBytes(text);
  const styles = new Array(text.length + 1).fill("");
  const paint = (place, style) => {
    const begin = unit(place.offset);
    const end = Math.max(begin + 1, unit(place.offset + place.length));
    for (let at = begin; at < end; ++at) {
      styles[at] = style;
    }
  };
  for (const d of diagnostics) {
    (d.related || []).forEach(place => paint(place, "related"));
  }
  for (const d of diagnostics) {
    paint(d, d.severity);
  }
  const marks = byId("marks");
  marks.replaceChildren();
  const shown = text + " "; // a fault may stand behind the end
  for (let at = 0; at < shown.length;) {
    let end = at + 1;
    while (end < shown.length && styles[end] === styles[at]) {
      ++end;
    }
    const part = shown.slice(at, end);
    if (styles[at]) {
      const mark = document.createElement("mark");
      mark.className = styles[at];
      mark.textContent = part;
      marks.append(mark);
    } else {
      marks.append(part);
    }
    at = end;
  }
}

function showDiagnostics(diagnostics) {
  const list = byId("diagnostics");
  list.replaceChildren();
  for (const d of diagnostics) {
    const item = document.createElement("li");
    item.className = d.severity;
    const part = (tag, style, text) => {
      const made = document.createElement(tag);
      made.className = style;
      made.textContent = text;
      item.append(made, " ");
    };
    part("code", "", d.code);
    part("span", "", d.message);
    part("span", "where", `${d.line}:${d.column} ${d.pointer}`);
    if (d.hint) {
      part("div", "hint", d.hint);
    }
    list.append(item);
  }
}

function rowsOf(data) {
  if (Array.isArray(data)) {
    return data;
  }
  return data.details || data.info || (data.flow ? [data.flow, ...data.tasks] : []);
}

function showRows(data) {
  const rows = data ? rowsOf(data) : [];
  const table = document.createElement("table");
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const add = (to, tag, texts) => {
    const line = document.createElement("tr");
    for (const text of texts) {
      const cell = document.createElement(tag);
      cell.textContent = text;
      line.append(cell);
    }
    to.append(line);
  };
  add(table.createTHead(), "th", names);
  const body = table.createTBody();
  for (const row of rows) {
    add(body, "td", names.map(name => typeof row[name] === "string" ? row[name]
      : row[name] === undefined ? "" : print(row[name])));
  }
  byId("table").replaceChildren(...(rows.length ? [table] : []));
  byId("rows-count").textContent = !data ? "" : data.count ? `${rows.length}, ${data.count} in all` : rows.length;
}

let statements = [];

function showStatement() {
  const chosen = statements.find(s => s.name === byId("dialect").value) || {sql: "", params: []};
  byId("sql").textContent = chosen.sql;
  byId("params").textContent = chosen.params.map((p, at) => `${at + 1}: ${print(p)}`).join("   ");
}

function showAnswer(data) {
  byId("answered").hidden = byId("found").hidden = !data;
  byId("tree").textContent = data ? data.tree : "";
  byId("text").textContent = data ? data.text : "";
  byId("mongo").textContent = data && data.mongo ? pretty(data.mongo) : "";
  statements = data ? data.sql : [];
  const dialect = byId("dialect");
  if (statements.length && dialect.options.length === 0) {
    statements.forEach(s => dialect.add(new Option(s.name)));
  }
  showStatement();
  showRows(data ? data.answer.data : null);
}

// --- Asking.

let asked = 0;

async function ask() {
  const number = ++asked;
  const text = request.value;
  const query = new URLSearchParams({schema: choices.schema.value, form: choices.form.value,
                                     bk_biz_id: choices.business.value});
  let answer;
  try {
    const begin = performance.now();
    const got = await fetch(`api/v1/explanations?${query}`, {
      method: "POST", body: text, referrerPolicy: "no-referrer",
      headers: {"Content-Type": choices.form.value === "json" ? "application/json" : "text/plain",
                "Accept-Language": choices.language.value},
    });
    answer = parse(await got.text());
    answer.took = performance.now() - begin;
  } catch (error) {
    answer = {code: 1, message: String(error)};
  }
  if (number !== asked) {
    return; // there is a newer one
  }
  const diagnostics = answer.diagnostics || [];
  const state = byId("state");
  state.className = answer.code === 0 ? "good" : "bad";
  state.textContent = answer.code === 0 ? `✔ ${Math.round(answer.took)} ms` : `✘ ${answer.message}`;
  showMarks(text, diagnostics);
  showDiagnostics(diagnostics);
  showAnswer(answer.code === 0 ? answer.data : null);
  document.body.dataset.answered = String(answer.code);
}

let pause;

function changed() {
  request.style.height = "auto";
  request.style.height = `${request.scrollHeight}px`;
  showMarks(request.value, []);
  clearTimeout(pause);
  pause = setTimeout(ask, 150);
}

function showExample() {
  const [, schema, form, text] = documented[choices.example.selectedIndex];
  choices.schema.value = schema;
  choices.form.value = form;
  if (schema === "hcm.async_flow") {
    choices.business.value = "100";
  }
  request.value = text;
  changed();
}

documented.forEach(([name]) => choices.example.add(new Option(name)));
choices.example.addEventListener("change", showExample);
for (const name of ["schema", "form", "business", "language"]) {
  choices[name].addEventListener("input", changed);
}
byId("choices").addEventListener("submit", event => event.preventDefault());
byId("dialect").addEventListener("change", showStatement);
request.addEventListener("input", changed);

// A link may bring a request along: #example=2, or #schema=…&form=…&request=…
const linked = new URLSearchParams(location.hash.slice(1));
choices.example.selectedIndex = Math.min(Math.max(Number(linked.get("example")) || 0, 0), documented.length - 1);
showExample();
for (const name of ["schema", "form", "business", "language"]) {
  if (linked.has(name)) {
    choices[name].value = linked.get(name);
  }
}
if (linked.has("request")) {
  request.value = linked.get("request");
  changed();
}
