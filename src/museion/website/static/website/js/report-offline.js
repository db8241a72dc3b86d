/* A form of the desk on a poor line or none: what is written is kept at every stroke, what is sent waits here until it arrived.
   Without this file the form is sent as any form is. */
const form = document.querySelector("[data-report]");
const PATH = new URL(form.action).pathname;
const DRAFT = `museion-draft ${PATH}`;
const SENT = `museion-sent ${PATH}`;
const RETRY_MS = 20000;
const WIDEST = 1600;

function makeToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("museion-reports", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "token" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function withStore(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("waiting", mode);
    const asked = work(transaction.objectStore("waiting"));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function keepDraft() {
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  localStorage.setItem(DRAFT, JSON.stringify(fields));
}

/* A form saved in the browser holds a token that was used: each new report gets its own. */
function restoreDraft() {
  const held = JSON.parse(localStorage.getItem(DRAFT) || "null") || { token: makeToken() };
  delete held.csrfmiddlewaretoken;
  for (const [name, value] of Object.entries(held)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

/* Photos of a camera are ten times larger than the desk needs. */
async function shrink(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

async function takeReport() {
  const fields = [];
  const photos = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size) photos.push({ field: name, name: value.name, content: await shrink(value) });
  }
  const report = { token: form.elements.token.value, path: PATH, language: document.documentElement.lang, fields, photos };
  await withStore("readwrite", (store) => store.put(report));
  localStorage.removeItem(DRAFT);
  form.reset();
  form.elements.token.value = makeToken();
}

/* Arrived, refused with reasons, or still waiting (null): nothing else ends a report's wait. */
async function post(report) {
  const body = new FormData();
  report.fields.forEach(([name, value]) => body.append(name, value));
  report.photos.forEach((photo) => body.append(photo.field, photo.content, photo.name));
  const headers = { Accept: "application/json", "Accept-Language": report.language };
  try {
    const response = await fetch(form.action, { method: "POST", body, headers });
    return response.ok || response.status === 422 ? await response.json() : null;
  } catch {
    return null;
  }
}

function refuse(report, problems) {
  localStorage.setItem(DRAFT, JSON.stringify(Object.fromEntries(report.fields)));
  restoreDraft();
  const told = document.querySelector("[data-refused]");
  told.textContent = problems.join(" ");
  told.hidden = false;
}

function noteSent(report, address) {
  const held = JSON.parse(localStorage.getItem(SENT) || "[]");
  const title = report.fields.find(([name]) => name === form.dataset.report)[1].slice(0, 60);
  localStorage.setItem(SENT, JSON.stringify([...held, { title, address }].slice(-10)));
}

function showState(waiting) {
  document.querySelector("[data-saved]").hidden = waiting === 0;
  const list = document.querySelector("[data-sent]");
  const held = JSON.parse(localStorage.getItem(SENT) || "[]");
  list.replaceChildren(...held.map(({ title, address }) => {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
    const entry = document.createElement("li");
    entry.append(`${list.dataset.label} `, link);
    return entry;
  }));
  list.hidden = held.length === 0;
}

let isSending = false;

async function sendWaiting() {
  if (isSending) return;
  isSending = true;
  try {
    const held = await withStore("readonly", (store) => store.getAll());
    const reports = held.filter((report) => report.path === PATH);
    let waiting = reports.length;
    for (const report of reports) {
      const answer = await post(report);
      if (!answer) break;
      if (answer.problems) refuse(report, answer.problems);
      else noteSent(report, answer.status_url);
      await withStore("readwrite", (store) => store.delete(report.token));
      waiting -= 1;
    }
    showState(waiting);
  } finally {
    isSending = false;
  }
}

async function begin() {
  await open();
  restoreDraft();
  form.addEventListener("input", keepDraft);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector("[data-refused]").hidden = true;
    takeReport().then(sendWaiting).catch(() => form.submit());
  });
  addEventListener("online", sendWaiting);
  setInterval(sendWaiting, RETRY_MS);
  sendWaiting();
  if ("serviceWorker" in navigator && form.dataset.worker) {
    navigator.serviceWorker.register(form.dataset.worker, { scope: PATH });
  }
}

begin().catch(() => {});
