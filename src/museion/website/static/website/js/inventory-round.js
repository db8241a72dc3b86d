/* A round through a store room, with a line or without: each code is told at once from what this page knows, and waits here until
   the site has taken it. Told twice, a code counts once. Without this file each code is sent as any form is. */
import { keepPage } from "./offline/keep.js";
import { PASS, fetchPass, list, put, remove } from "./offline/queue.js";
import { keepSending, makeSending } from "./offline/sending.js";

const form = document.querySelector("[data-round]");
const PATH = new URL(form.action).pathname;
const PAGE = location.pathname;
const known = new Map(JSON.parse(document.querySelector("#round-objects").textContent).flatMap((held) => held.codes.map((code) => [code, held])));
const parts = Object.fromEntries([...document.querySelectorAll("[data-tell]")].map((part) => [part.dataset.tell, part]));
const words = form.dataset;

function find(text) {
  const code = text.trim();
  return known.get(code) ?? known.get(code.replace(/\/+$/, "").split("/").pop().split("?")[0].toLowerCase()) ?? null;
}

function tell(text, isGood) {
  parts.result.textContent = text;
  parts.result.className = `scan-result ${isGood ? "good" : "bad"}`;
  parts.result.hidden = false;
}

/* What was still to be seen moves to what was seen; the counts of the page follow. */
function tick(held) {
  const entry = document.querySelector(`[data-missing] [data-key="${held.key}"]`);
  if (entry) document.querySelector("[data-seen]").append(entry);
  parts.seen.textContent = document.querySelectorAll("[data-seen] li").length;
  parts.missing.textContent = document.querySelectorAll("[data-missing] li[data-key]").length;
}

function addUnknown(code) {
  const shown = document.querySelector("[data-unknown]");
  if ([...shown.querySelectorAll("bdi")].some((held) => held.textContent === code)) return;
  const entry = document.createElement("li");
  entry.append(Object.assign(document.createElement("bdi"), { textContent: code }));
  shown.append(entry);
  shown.closest("section").hidden = false;
}

/* `told`: what the site says, once it has answered; before that, what this device knows. */
function show(code, told, isWaiting) {
  const held = find(code);
  if (held) tick(held);
  else if (told && !told.title) addUnknown(code);
  const name = told?.title || held?.title;
  const text = name ? `${held ? words.toldSeen : words.toldElsewhere}: ${name}` : `${words.toldUnknown} ${code}`;
  tell(isWaiting ? `${text} (${words.toldOffline})` : text, Boolean(held));
}

async function showWaiting() {
  const waiting = (await list(PATH)).length;
  parts.waiting.hidden = waiting === 0;
  parts.waiting.querySelector("strong").textContent = waiting;
}

/* Arrived, refused with a reason, or still waiting (null): nothing else ends a scan's wait. */
async function post(scan) {
  try {
    const pass = await fetchPass(PAGE);
    parts["sign-in"].hidden = Boolean(pass);
    if (!pass) return null;
    const body = new URLSearchParams({ code: scan.code, note: scan.note, seen_at: scan.seenAt, [PASS]: pass });
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
    const response = await fetch(PATH, { method: "POST", body, headers });
    return response.ok || response.status === 422 ? await response.json() : null;
  } catch {
    return null;
  }
}

async function sendAll() {
  for (const scan of (await list(PATH)).sort((one, other) => one.seenAt.localeCompare(other.seenAt))) {
    const answer = await post(scan);
    if (!answer) break;
    if (answer.problem) tell(`${scan.code}: ${answer.problem}`, false);
    else show(scan.code, answer, false);
    await remove(scan.token);
  }
  await showWaiting();
}

const send = makeSending(`museion-round ${PATH}`, sendAll);

async function take(code, note) {
  const seenAt = new Date().toISOString();
  await put({ token: `${seenAt} ${code}`, path: PATH, code, note, seenAt });
  show(code, null, true);
  await showWaiting();
  await send();
}

async function begin() {
  await list(PATH);
  for (const scan of await list(PATH)) show(scan.code, null, true);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "step") return;
    event.preventDefault();
    const { code, note } = form.elements;
    const text = code.value.trim();
    if (!text) return;
    const written = [text, note.value];
    take(...written).catch(() => {
      [code.value, note.value] = written;
      form.submit();
    });
    code.value = note.value = "";
    code.focus();
  });
  keepSending(send);
  parts.kept.hidden = !(await keepPage({ isOwn: true }));
}

begin().catch(() => {});
