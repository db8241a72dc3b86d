/* A survey of condition in a store room, with a line or without: what is written is kept here at every stroke, what is done waits
   here until the site has taken it, and what the site did not take stays with the reason. Without this file each object's own form is
   linked, which needs a line. */
import { Marking } from "./condition/marking.js";
import { keepPage } from "./offline/keep.js";
import { PASS, fetchPass, keepStrokes, list, makeToken, put, readFields, remove } from "./offline/queue.js";
import { keepSending, makeSending } from "./offline/sending.js";
import { shrink } from "./shrink.js";

const survey = document.querySelector("[data-survey]");
const words = survey.dataset;
const form = survey.querySelector("[data-check]");
const PATH = new URL(form.action).pathname;
const PAGE = location.pathname;
const objects = new Map(JSON.parse(document.querySelector("#survey-objects").textContent).map((held) => [held.key, held]));
const parts = Object.fromEntries([...document.querySelectorAll("[data-tell]")].map((part) => [part.dataset.tell, part]));
const overview = document.querySelector("[data-list]");
const marking = new Marking(form.querySelector(".marking"), form.elements.marks);
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

let open = null; // the check that is being written
let kept = Promise.resolve(true);

/* One change of the device's store after the other; whoever waits for the last waits for all, and hears whether it was kept. */
function keep(work) {
  kept = kept.then(work).then(() => true, () => false).then((isKept) => {
    parts.full.hidden = isKept;
    return isKept;
  });
  return kept;
}

function name(check) {
  const held = objects.get(check.object);
  return held ? [held.title, held.number].filter(Boolean).join(" · ") : `${check.object} (${words.newObject})`;
}

function begin(key) {
  return { token: makeToken(), path: PATH, object: key, known: objects.get(key)?.known ?? "", state: "draft", fields: null, photos: [], at: Date.now() };
}

/* --- writing --- */

function readForm() {
  const skipped = new Set([PASS, "photos", "object"]);
  return [...new FormData(form)].filter(([field, value]) => typeof value === "string" && !skipped.has(field));
}

function keepDraft() {
  if (!open) return;
  const held = open;
  if (!objects.has(held.object)) held.object = form.elements.object.value.trim();
  held.fields = readForm();
  keepStrokes(held);
  keep(() => put(held));
}

async function show(check) {
  open = null;
  form.reset();
  const isListed = objects.has(check.object);
  form.elements.checked_date.value = today();
  form.elements.object.value = isListed ? "" : check.object;
  form.elements.object.required = !isListed;
  parts.other.hidden = isListed;
  parts.title.textContent = isListed || check.object ? name(check) : words.newObject;
  parts.last.textContent = overview.querySelector(`[data-key="${check.object}"] [data-last]`)?.textContent ?? "";
  parts.problem.textContent = (check.problems ?? []).join(" ");
  parts.problem.hidden = !check.problems?.length;
  for (const [field, value] of readFields(check)) form.elements[field].value = value;
  const marks = form.elements.marks.value;
  marking.restore("");
  marking.showPictures(objects.get(check.object)?.pictures ?? []);
  await marking.showChosen(check.photos.map((photo) => photo.content));
  marking.restore(marks);
  open = check;
  form.hidden = false;
  overview.hidden = parts.device.hidden = true;
  parts.title.focus();
  form.scrollIntoView({ block: "start" });
}

async function leave() {
  open = null;
  form.hidden = true;
  overview.hidden = false;
  await kept;
  await showWaiting();
}

async function takePhotos(input) {
  const check = open;
  const chosen = await Promise.all([...input.files].map(async (file) => ({ name: file.name, content: await shrink(file) })));
  check.photos.push(...chosen);
  input.value = "";
  await marking.showChosen(check.photos.map((photo) => photo.content));
  keepDraft();
}

/* The form stays until the device has the check: who sees it close may put the phone away at once. */
async function finish() {
  keepDraft();
  const check = open;
  if (!check) return;
  Object.assign(check, { state: "waiting", problems: [], at: Date.now() });
  if (!(await keep(() => put(check)))) {
    check.state = "draft";
    return;
  }
  await leave();
  await send();
}

/* --- what is on this device --- */

function addButton(entry, text, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button plain small", textContent: text });
  button.addEventListener("click", act);
  entry.append(button, " ");
}

function drawEntry(check) {
  const entry = document.createElement("li");
  const told = document.createElement("span");
  const state = Object.assign(document.createElement("span"), { className: `written state-${check.state}` });
  state.textContent = [words[`state${check.state[0].toUpperCase()}${check.state.slice(1)}`], ...(check.problems ?? [])].join(": ");
  told.append(Object.assign(document.createElement("bdi"), { textContent: name(check) }), state);
  const acts = Object.assign(document.createElement("span"), { className: "acts" });
  if (check.state === "known") addButton(acts, words.sendBoth, () => sendAnyway(check));
  if (check.state !== "waiting") addButton(acts, check.state === "draft" ? words.goOn : words.mend, () => show(check));
  if (check.state !== "waiting") addButton(acts, words.drop, () => drop(check));
  entry.append(told, acts);
  return entry;
}

async function showWaiting() {
  const held = (await list(PATH)).sort((one, other) => one.at - other.at);
  document.querySelector("[data-waiting]").replaceChildren(...held.map(drawEntry));
  parts.device.hidden = held.length === 0 || !form.hidden;
}

async function drop(check) {
  if (!confirm(words.sure)) return;
  await keep(() => remove(check.token));
  await showWaiting();
}

async function sendAnyway(check) {
  await keep(() => put({ ...check, state: "waiting", problems: [], isAnyway: true }));
  await showWaiting();
  await send();
}

/* --- sending --- */

/* Taken, refused with reasons, or still waiting (null): nothing else ends a check's wait. */
async function post(check) {
  try {
    const pass = await fetchPass(PAGE);
    parts["sign-in"].hidden = Boolean(pass);
    if (!pass) return null;
    const body = new FormData();
    check.fields.forEach(([field, value]) => body.append(field, value));
    for (const [field, value] of Object.entries({ object: check.object, token: check.token, known: check.known, [PASS]: pass })) body.append(field, value);
    if (check.isAnyway) body.append("anyway", "1");
    check.photos.forEach((photo) => body.append("photos", photo.content, photo.name));
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
    const response = await fetch(PATH, { method: "POST", body, headers });
    if (![201, 409, 422].includes(response.status)) return null;
    return { status: response.status, told: await response.json() };
  } catch {
    return null;
  }
}

/* The site's check is the last one now: what else waits for the same object knows of it. */
async function note(check, told) {
  await remove(check.token);
  for (const other of await list(PATH)) if (other.object === check.object) await put({ ...other, known: told.key });
  const held = objects.get(told.object);
  if (!held) return;
  held.known = told.key;
  const entry = overview.querySelector(`[data-key="${told.object}"]`);
  const link = Object.assign(document.createElement("a"), { href: told.url, textContent: words.justSent });
  entry.querySelector("[data-last]").replaceChildren(link);
  if (!entry.classList.contains("done")) parts.checked.textContent = Number(parts.checked.textContent) + 1;
  entry.classList.add("done");
}

/* The site knows a token that it has seen, should two pages ever send at once. */
async function sendAll() {
  await kept;
  const waiting = (await list(PATH)).filter((check) => check.state === "waiting").sort((one, other) => one.at - other.at);
  for (const { token } of waiting) {
    const check = (await list(PATH)).find((held) => held.token === token);
    const answer = check && await post(check);
    if (!answer) break;
    if (answer.status === 201) await note(check, answer.told);
    else if (answer.status === 409) await put({ ...check, state: "known", problems: answer.told.problems, known: answer.told.known });
    else await put({ ...check, state: "refused", problems: answer.told.problems });
    await showWaiting();
  }
  await showWaiting();
}

const send = makeSending(`museion-survey ${PATH}`, sendAll);

async function openObject(key) {
  const held = (await list(PATH)).find((check) => check.object === key && check.state !== "waiting");
  await show(held ?? begin(key));
}

async function start() {
  await list(PATH); // where the browser keeps nothing, the links to the objects' own forms stay
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (!opener) return;
    event.preventDefault();
    openObject(opener.dataset.open);
  });
  document.querySelector('button[data-open=""]').hidden = false;
  form.addEventListener("input", keepDraft);
  form.elements.photos.addEventListener("change", (event) => takePhotos(event.target));
  form.querySelector("[data-back]").addEventListener("click", leave);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
  });
  await showWaiting();
  keepSending(send);
  navigator.storage?.persist?.();
  const pictures = [...objects.values()].flatMap((held) => held.pictures.map((picture) => picture.path));
  parts.kept.hidden = !(await keepPage({ isOwn: true, pictures }));
}

start().catch(() => {});
