/* A form of the desk on a poor line or none: what is written is kept at every stroke, what is sent waits here until it arrived.
   Without this file the form is sent as any form is. */
import { keepPage } from "./offline/keep.js";
import { PASS, fetchPass, list, makeToken, put, remove } from "./offline/queue.js";
import { keepSending, makeSending } from "./offline/sending.js";
import { shrink } from "./shrink.js";

const form = document.querySelector("[data-report]");
const PATH = new URL(form.action).pathname;
const DRAFT = `museion-draft ${PATH}`;
const SENT = `museion-sent ${PATH}`;
const isOwn = PASS in form.elements;

function tell(name, isTold, text = "") {
  const told = document.querySelector(`[data-${name}]`);
  if (!told) return;
  told.hidden = !isTold;
  if (text) told.textContent = text;
}

const isBegun = () => [...form.elements].some(isTyped);

function keepDraft() {
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  localStorage.setItem(DRAFT, JSON.stringify(fields));
}

function isTyped(field) {
  return Boolean(field.matches?.("textarea, input:not([type=checkbox], [type=radio])")) && field.value !== field.defaultValue;
}

/* A form saved in the browser holds a token that was used: each new report gets its own. What somebody wrote before this file came
   is newer than the draft. */
function restoreDraft() {
  const held = JSON.parse(localStorage.getItem(DRAFT) || "null") || { token: makeToken() };
  delete held[PASS];
  for (const [name, value] of Object.entries(held)) {
    const field = form.elements[name];
    if (field && !isTyped(field)) field.value = value;
  }
}

async function takeReport() {
  const fields = [];
  const photos = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size) photos.push({ field: name, name: value.name, content: await shrink(value) });
  }
  await put({ token: form.elements.token.value, path: PATH, language: document.documentElement.lang, fields, photos });
  localStorage.removeItem(DRAFT);
  form.reset();
  form.elements.token.value = makeToken();
}

/* Arrived, refused with reasons, or still waiting (null): nothing else ends a report's wait. */
async function post(report) {
  const body = new FormData();
  report.fields.filter(([name]) => name !== PASS).forEach(([name, value]) => body.append(name, value));
  report.photos.forEach((photo) => body.append(photo.field, photo.content, photo.name));
  const headers = { Accept: "application/json", "Accept-Language": report.language };
  try {
    const pass = isOwn ? await fetchPass(PATH) : "";
    tell("sign-in", isOwn && !pass);
    if (isOwn && !pass) return null;
    if (pass) body.append(PASS, pass);
    const response = await fetch(PATH, { method: "POST", body, headers });
    return response.ok || response.status === 422 ? await response.json() : null;
  } catch {
    return null;
  }
}

function restorePhotos(photos) {
  for (const field of new Set(photos.map((photo) => photo.field))) {
    const chosen = new DataTransfer();
    const held = photos.filter((photo) => photo.field === field);
    held.forEach(({ name, content }) => chosen.items.add(new File([content], name, { type: content.type })));
    form.elements[field].files = chosen.files;
  }
}

function refuse(report, problems) {
  form.reset();
  localStorage.setItem(DRAFT, JSON.stringify(Object.fromEntries(report.fields)));
  restoreDraft();
  restorePhotos(report.photos);
  tell("refused", true, problems.join(" "));
}

function noteSent(report, address) {
  const held = JSON.parse(localStorage.getItem(SENT) || "[]");
  const title = report.fields.find(([name]) => name === form.dataset.report)[1].slice(0, 60);
  localStorage.setItem(SENT, JSON.stringify([...held, { title, address }].slice(-10)));
}

function showState(waiting) {
  tell("saved", waiting > 0);
  const shown = document.querySelector("[data-sent]");
  const held = JSON.parse(localStorage.getItem(SENT) || "[]");
  shown.replaceChildren(...held.map(({ title, address }) => {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
    const entry = document.createElement("li");
    entry.append(`${shown.dataset.label} `, link);
    return entry;
  }));
  shown.hidden = held.length === 0;
}

/* The button is at the foot of the form, what became of it at its head: on a phone, out of sight. */
function showNews() {
  const parts = ["refused", "saved", "sent"].map((name) => document.querySelector(`[data-${name}]`));
  parts.find((part) => part && !part.hidden)?.scrollIntoView({ block: "center" });
}

function showKept() {
  tell("saved", true);
  showNews();
}

/* The site knows a token that it has seen, should two pages ever send at once. */
async function sendAll() {
  const reports = await list(PATH);
  let waiting = reports.length;
  showState(waiting);
  for (const report of reports) {
    const answer = await post(report);
    if (!answer) break;
    if (answer.problems && isBegun()) continue; // it waits until the one being written is sent: neither takes the other's place
    if (answer.problems) refuse(report, answer.problems);
    else noteSent(report, answer.status_url);
    await remove(report.token);
    waiting -= 1;
  }
  showState(waiting);
}

const send = makeSending(SENT, sendAll);

async function begin() {
  const wasBegun = isBegun();
  restoreDraft();
  if (wasBegun) keepDraft();
  form.addEventListener("input", keepDraft);
  await list(PATH);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell("refused", false);
    takeReport().then(showKept).then(send).then(showNews).catch(() => form.submit());
  });
  keepSending(send);
  tell("kept", await keepPage({ isOwn }));
}

begin().catch(() => {});
