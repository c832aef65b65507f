"use strict";

// What Python wrote for a file, by the places in its row.
const PATH = 0, OUTPUT = 1, STATUS = 2, SOURCE_SIZE = 3, OUTPUT_SIZE = 4, MILLISECONDS = 5, PROBLEMS = 6, COUNT = 7, HAS_VIEW = 8;
const CODE = 0, LINE = 1, COLUMN = 2, MESSAGE = 3;
const NAME = 0, SEVERITY = 1, SUMMARY = 2;

const ROWS_A_PAGE = 100;
const LONGEST_MARK = 200;
const FILTERS = ["search", "rule", "severity", "status"];

const COLUMNS = [
  ["Path", (file) => file.row[PATH]],
  ["Status", (file) => file.row[STATUS]],
  ["Problems", (file) => file.row[COUNT]],
  ["Source", (file) => file.row[SOURCE_SIZE] ?? -1],
  ["Result", (file) => file.row[OUTPUT_SIZE] ?? -1],
  ["Time", (file) => file.row[MILLISECONDS]],
];

let rules = {};
let files = [];
let matching = [];
let page = 0;
let order = { column: null, descending: false };  // no column: failed files first
let shown = null;

const byId = (id) => document.getElementById(id);
const numeral = new Intl.NumberFormat("en");

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ------------------------------------------------------------------------------------ reading

/** The values of the data elements of a kind; an element that was cut off ends them. */
function data(kind) {
  const values = [];
  for (const element of document.querySelectorAll(`script.${kind}`)) {
    try {
      values.push(JSON.parse(element.textContent));
    } catch {
      break;
    }
  }
  return values;
}

function read() {
  const [about] = data("about");
  const [end] = data("end");
  if (!about) return;
  rules = about.rules;
  files = data("rows").flat().map((row, number) => ({ row, number, words: null }));
  byId("version").textContent = `newsfix ${about.version}`;
  byId("partial").hidden = Boolean(end);
  const { counts, problems, leftOut, equal, run } = end ?? counted();
  showCounts(counts);
  byId("run").textContent = run;
  showProblems(problems);
  byId("equal-part").hidden = !equal.length;
  for (const [what, paths] of equal) byId("equal").append(make("li", {}, `the same ${what}: ${paths.join(", ")}`));
  byId("left-out").hidden = !leftOut;
  byId("left-out").textContent = `${numeral.format(leftOut)} more files without problems are counted above and not listed.`;
  byId("columns").append(...COLUMNS.map(heading));
  byId("reading").hidden = true;
  byId("main").hidden = false;
  recall();
  select();
}

/** The counts of the files that are there, for a report that has no end. */
function counted() {
  const counts = { files: files.length, converted: 0, unchanged: 0, failed: 0, "with problems": 0 };
  const problems = {};
  for (const { row } of files) {
    counts[row[STATUS]] += 1;
    counts["with problems"] += row[STATUS] !== "failed" && row[COUNT] > 0;
    for (const problem of row[PROBLEMS]) problems[problem[CODE]] = (problems[problem[CODE]] ?? 0) + 1;
  }
  const sorted = Object.entries(problems).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { counts, problems: Object.fromEntries(sorted), leftOut: 0, equal: [], run: "" };
}

// ------------------------------------------------------------------------------------- counts

function showCounts(counts) {
  for (const [name, count] of Object.entries(counts)) {
    byId("counts").append(make("div", {}, make("dt", {}, name), make("dd", {}, numeral.format(count))));
  }
}

function showProblems(problems) {
  const codes = Object.keys(problems);
  byId("no-problems").hidden = codes.length > 0;
  for (const code of codes) {
    const [name, severity, summary] = rules[code];
    const count = make("span", { class: "number" }, numeral.format(problems[code]));
    const button = make("button", { type: "button", title: summary }, badge(code, severity), ` ${name} `, count);
    button.addEventListener("click", () => {
      byId("filters").reset();
      byId("rule").value = code;
      choose();
      byId("files-title").scrollIntoView();
    });
    byId("problems").append(make("li", {}, button));
    byId("rule").append(make("option", { value: code }, `${code} ${name}`));
  }
}

function badge(code, severity) {
  return make("span", { class: `badge ${severity}` }, code);
}

// -------------------------------------------------------------------------------------- table

/** Set the filters to what the address says of them: `#rule=DT002&search=2021`. */
function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const id of FILTERS) byId(id).value = said.get(id) ?? "";
}

/** Put up what the filters let through, and name them in the address, which can be kept and sent on. */
function choose() {
  const said = new URLSearchParams(FILTERS.map((id) => [id, byId(id).value]).filter(([, value]) => value));
  const address = new URL(location.href);
  address.hash = said;
  // No step in the history: each letter that is typed would be one.
  history.replaceState(null, "", address);
  select();
}

/** Put up the files that the filters let through. */
function select() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [rule, severity, status] = ["rule", "severity", "status"].map((id) => byId(id).value);
  matching = files.filter(
    (file) => hasStatus(file.row, status) && hasProblem(file.row, rule, severity) && hasWords(file, words),
  );
  sort();
  page = 0;
  draw();
}

function hasStatus(row, status) {
  if (status === "problems") return row[COUNT] > 0;
  if (status === "clean") return row[COUNT] === 0;
  return !status || row[STATUS] === status;
}

function hasProblem(row, rule, severity) {
  if (!rule && !severity) return true;
  return row[PROBLEMS].some(
    ([code]) => (!rule || code === rule) && (!severity || rules[code][SEVERITY] === severity),
  );
}

function hasWords(file, words) {
  if (!words.length) return true;
  const { row } = file;
  file.words ??= [row[PATH], row[OUTPUT], ...row[PROBLEMS].flatMap((each) => [each[CODE], rules[each[CODE]][NAME], each[MESSAGE]])]
    .join("\n")
    .toLowerCase();
  return words.every((word) => file.words.includes(word));
}

function heading([name, key]) {
  const button = make("button", { type: "button" }, name);
  const cell = make("th", { scope: "col" }, button);
  button.addEventListener("click", () => {
    order = { column: key, descending: order.column === key && !order.descending };
    for (const each of byId("columns").children) each.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
    sort();
    page = 0;
    draw();
  });
  return cell;
}

function sort() {
  const { descending } = order;
  const column = order.column ?? ((file) => file.row[STATUS] !== "failed");
  const sign = descending ? -1 : 1;
  matching.sort((a, b) => {
    const [x, y] = [column(a), column(b)];
    return x < y ? -sign : x > y ? sign : a.number - b.number;
  });
}

/** Show one page of the matching files; no other row is in the document. */
function draw() {
  const pages = Math.max(1, Math.ceil(matching.length / ROWS_A_PAGE));
  const start = page * ROWS_A_PAGE;
  byId("rows").replaceChildren(...matching.slice(start, start + ROWS_A_PAGE).map(tableRow));
  byId("matches").textContent = `${numeral.format(matching.length)} of ${numeral.format(files.length)} files`;
  byId("page").textContent = `page ${numeral.format(page + 1)} of ${numeral.format(pages)}`;
  byId("pager").hidden = pages === 1;
  byId("previous").disabled = page === 0;
  byId("next").disabled = page === pages - 1;
}

function tableRow(file) {
  const { row } = file;
  const path = make("th", { scope: "row", dir: "auto" });
  if (row[COUNT]) {
    const button = make("button", { type: "button", class: "path" }, row[PATH]);
    button.addEventListener("click", () => open(file));
    path.append(button);
  } else {
    path.append(row[PATH]);
  }
  const codes = new Map();
  for (const [code] of row[PROBLEMS]) codes.set(code, (codes.get(code) ?? 0) + 1);
  const badges = [...codes].map(([code, count]) => {
    const mark = badge(code, rules[code][SEVERITY]);
    mark.title = rules[code][NAME];
    if (count > 1) mark.append(` ×${count}`);
    return mark;
  });
  if (row[COUNT] > row[PROBLEMS].length) badges.push("…");
  return make(
    "tr",
    {},
    path,
    make("td", { class: row[STATUS] }, row[STATUS]),
    make("td", {}, ...badges),
    make("td", { class: "number" }, size(row[SOURCE_SIZE])),
    make("td", { class: "number" }, size(row[OUTPUT_SIZE])),
    make("td", { class: "number" }, `${numeral.format(row[MILLISECONDS])} ms`),
  );
}

function size(bytes) {
  if (bytes === null) return "–";
  return bytes < 10000 ? `${numeral.format(bytes)} B` : `${numeral.format(Math.round(bytes / 1000))} kB`;
}

function turn(pages) {
  page += pages;
  draw();
  byId("files-title").scrollIntoView();
}

// ----------------------------------------------------------------------------------- one file

async function open(file) {
  shown = file;
  const { row } = file;
  byId("file-title").textContent = row[PATH];
  byId("file-facts").textContent = facts(row);
  byId("file-problems").replaceChildren(...row[PROBLEMS].map(problemItem));
  byId("sides").replaceChildren();
  const more = row[COUNT] > row[PROBLEMS].length ? `The first ${row[PROBLEMS].length} problems of ${row[COUNT]} are listed.` : "";
  say(more);
  const [place, last] = [matching.indexOf(file), matching.length - 1];
  byId("file-previous").disabled = place <= 0;
  byId("file-next").disabled = place === last;
  if (!byId("file").open) byId("file").showModal();
  byId("file").scrollTop = 0;
  if (!row[HAS_VIEW]) {
    say(more, "Source and result are not shown: the file could not be read, or this page had no more room.");
    return;
  }
  const view = await unpacked(file.number);
  if (shown !== file) return;
  if (view) byId("sides").replaceChildren(...sides(view, row[PROBLEMS]));
  else say(more, "Source and result cannot be shown by this browser, or were cut off with the report.");
}

function facts(row) {
  const parts = [row[STATUS], `source ${size(row[SOURCE_SIZE])}`];
  if (row[OUTPUT_SIZE] !== null) parts.push(`result ${size(row[OUTPUT_SIZE])}`);
  if (row[OUTPUT]) parts.push(row[OUTPUT]);
  return parts.join(" · ");
}

function say(...notes) {
  const text = notes.filter(Boolean).join(" ");
  byId("file-note").textContent = text;
  byId("file-note").hidden = !text;
}

function problemItem([code, line, column, message], index) {
  const [name, severity] = rules[code];
  const place = line === null ? "whole file" : `${line}:${column ?? 1}`;
  const button = make("button", { type: "button" }, place);
  button.addEventListener("click", () => point(index));
  const text = make("bdi", {}, message);
  return make("li", {}, button, " ", badge(code, severity), ` ${name}: `, text);
}

/** Bring the marks of a problem into sight on both sides. */
function point(index) {
  for (const mark of document.querySelectorAll("#sides mark")) {
    const meant = mark.dataset.problems.split(" ").includes(String(index));
    mark.classList.toggle("current", meant);
    if (meant) mark.scrollIntoView({ block: "center" });
  }
}

/** The view of a file: deflated JSON in Base64. Null where they cannot be read. */
async function unpacked(number) {
  try {
    const bytes = Uint8Array.from(atob(byId(`view-${number}`).textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  } catch {
    return null;
  }
}

/** Source and result, each with the marks of the problems that have a place there. */
function sides({ source, result, places }, problems) {
  const marks = problems.flatMap((problem, index) => {
    const column = problem[COLUMN] ?? 1;
    return problem[LINE] === null ? [] : [{ line: problem[LINE], column, index, title: `${problem[CODE]} ${problem[MESSAGE]}` }];
  });
  const near = marks.flatMap((mark) => {
    const place = places[`${mark.line}:${mark.column}`];
    return place ? [{ ...mark, line: place[0], column: place[1], near: true }] : [];
  });
  return [side("Source", source, marks), side("Result", result, near)];
}

/** One side: its passages line by line, with what is left out between them said. */
function side(title, { passages, lines, cut }, marks) {
  const body = make("div", { class: "text", tabindex: "0", role: "region", "aria-label": title });
  let next = 1;
  for (const [line, column, text] of passages) {
    if (line > next) body.append(gap(next, line - 1));
    const parts = text.split("\n");
    parts.forEach((part, index) => {
      body.append(textLine(part, line + index, index ? 1 : column, marks));
    });
    next = line + parts.length;
  }
  if (next <= lines) body.append(gap(next, lines));
  if (!passages.some(([, , text]) => text)) body.replaceChildren(make("p", {}, title === "Result" ? "There is no result." : "There is no text."));
  const notes = [];
  if (cut) notes.push(`passages of ${numeral.format(lines)} lines, the rest is left out`);
  if (title === "Result" && marks.length) notes.push("marked is the nearest text of both sides");
  const heading = make("h3", {}, title, " ", make("small", {}, notes.join("; ")));
  return make("section", {}, heading, body);
}

function gap(first, last) {
  return make("p", { class: "gap" }, first === last ? `line ${first} is left out` : `lines ${first} to ${last} are left out`);
}

function textLine(text, line, column, marks) {
  const content = make("span", { dir: "auto" });
  const starts = new Map();
  for (const mark of marks) {
    const at = mark.line === line ? units(text, mark.column - column) : -1;
    if (at >= 0) starts.set(at, [...(starts.get(at) ?? []), mark]);
  }
  const sorted = [...starts.keys()].sort((a, b) => a - b);
  let done = 0;
  sorted.forEach((start, number) => {
    content.append(visible(text.slice(done, start)));
    done = Math.min(extent(text, start, start === 0 && column === 1), sorted[number + 1] ?? Infinity);
    content.append(marked(text.slice(start, done), starts.get(start)));
  });
  content.append(visible(text.slice(done)));
  if (column > 1) content.prepend("…");
  return make("div", { class: "line" }, make("span", { class: "number" }, String(line)), content);
}

function marked(text, marks) {
  const numbers = make("sup", {}, marks.map(({ index }) => index + 1).join(","));
  const mark = make("mark", { "data-problems": marks.map(({ index }) => index).join(" ") }, numbers, visible(text));
  mark.classList.toggle("near", Boolean(marks[0].near));
  mark.title = marks.map(({ title }) => title).join("\n");
  return mark;
}

/** Where the text that a problem is about ends: its element, its line, the value of its key, or its word. */
function extent(text, start, wholeLine) {
  const rest = text.slice(start);
  const toTheEnd = wholeLine || /^\s*["']?[\w-]+["']?\s*:\s*$/.test(text.slice(0, start));
  const [match] = /^<[^>]*>?/.exec(rest) ?? (toTheEnd ? [rest] : /^\S*/.exec(rest));
  return start + Math.min(match.length, LONGEST_MARK);
}

/** So many characters as Python counts them, in the units of a string here; -1 where the text has fewer. */
function units(text, characters) {
  if (characters < 0) return -1;
  let at = 0;
  for (; characters > 0; characters -= 1) {
    if (at >= text.length) return -1;
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** A text whose control characters are seen and not obeyed. */
function visible(text) {
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
  return text.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function move(step) {
  open(matching[matching.indexOf(shown) + step]);
}

// ------------------------------------------------------------------------------------- events

document.addEventListener("DOMContentLoaded", () => {
  read();
  byId("filters").addEventListener("input", choose);
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    byId("files-title").scrollIntoView();
  });
  byId("filters").addEventListener("reset", () => setTimeout(choose));
  window.addEventListener("hashchange", () => {
    recall();
    select();
  });
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("file-previous").addEventListener("click", () => move(-1));
  byId("file-next").addEventListener("click", () => move(1));
  byId("file-close").addEventListener("click", () => byId("file").close());
});
