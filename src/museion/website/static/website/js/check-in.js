/* The door: scans go out at once, or are kept on this device until there is a line. Told twice, a scan counts once. */
import { keepPage } from "./offline/keep.js";
import { PASS, fetchPass } from "./offline/queue.js";
import { keepSending, makeSending } from "./offline/sending.js";

const area = document.querySelector("[data-scanner]");
const form = area.querySelector("[data-scan-form]");
const result = area.querySelector("[data-result]");
const LIST = `check-in-list-${area.dataset.event}`;
const QUEUE = `check-in-scans-${area.dataset.event}`;
const DEVICE = "check-in-device";

const read = (name, empty) => JSON.parse(localStorage.getItem(name) ?? JSON.stringify(empty));
const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));
const TOLD = { new: "toldNew", known: "toldKnown", not_confirmed: "toldNot_confirmed", unknown: "toldUnknown" };

function getDevice() {
  if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`);
  return localStorage.getItem(DEVICE);
}

function getToken(text) {
  return /(?:^|\/registrations\/)([A-Za-z0-9_-]{16,32})(?:[/?#].*)?$/.exec(text.trim())?.[1] ?? "";
}

function show(outcome, name, isOffline = false) {
  result.className = `scan-result ${outcome === "new" || outcome === "known" ? "good" : "bad"}`;
  const words = [area.dataset[TOLD[outcome]] ?? outcome, name].filter(Boolean).join(": ");
  result.textContent = isOffline ? `${words} (${area.dataset.toldOffline})` : words;
}

function showState() {
  area.querySelector("[data-waiting]").textContent = read(QUEUE, []).length;
  const people = Object.keys(read(LIST, {})).length;
  area.querySelector("[data-ready]").textContent = people ? `${people} ${area.dataset.toldReady}` : "";
}

const name = (scan) => `${scan.token} ${scan.session} ${scan.at}`;

/* What this device knows without a line. */
function guess(scan) {
  const person = read(LIST, {})[scan.token];
  if (!person) return ["unknown", ""];
  const seen = read(QUEUE, []).filter((held) => held.token === scan.token && held.session === scan.session);
  return [seen.length > 1 ? "known" : "new", person];
}

async function post(scans) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements[PASS].value };
  const response = await fetch(area.dataset.scans, { method: "POST", headers, body: JSON.stringify({ scans }) });
  return { response, isRefused: response.redirected || response.status === 403 };
}

/* A page that was kept for days, or open while somebody signed out and in again, has a pass that is no longer good. */
async function renewPass() {
  const pass = await fetchPass(location.pathname);
  area.querySelector("[data-sign-in]").hidden = Boolean(pass);
  form.elements[PASS].value = pass;
  return pass;
}

async function send() {
  const scans = read(QUEUE, []);
  if (!scans.length) return [];
  let { response, isRefused } = await post(scans);
  if (isRefused && (await renewPass())) ({ response, isRefused } = await post(scans));
  if (isRefused || !response.ok) throw new Error(`status ${response.status}`);
  const answer = await response.json();
  // Scans that came in meanwhile stay, and those that another sending took away are not counted twice.
  const sent = new Set(scans.map(name));
  write(QUEUE, read(QUEUE, []).filter((scan) => !sent.has(name(scan))));
  area.querySelector("[data-came]").textContent = answer.came;
  showState();
  return answer.checked;
}

async function take(text) {
  const token = getToken(text);
  if (!token) return show("unknown", "");
  const scan = { token, session: form.elements.session.value, at: new Date().toISOString(), device: getDevice() };
  write(QUEUE, [...read(QUEUE, []), scan]);
  showState();
  try {
    const last = (await send()).findLast((one) => one.token === token);
    if (last) show(last.outcome, last.name);
  } catch {
    show(...guess(scan), true);
  }
}

async function prepare() {
  const response = await fetch(area.dataset.list);
  if (response.ok) write(LIST, (await response.json()).people);
  showState();
}

async function watchCamera() {
  const video = area.querySelector("[data-video]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  let last = "";
  setInterval(async () => {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      await take(last);
    }
  }, 300);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = form.elements.code.value;
  form.elements.code.value = "";
  form.elements.code.focus();
  take(code);
});
area.querySelector("[data-prepare]").addEventListener("click", prepare);
area.querySelector("[data-send]").addEventListener("click", () => send().catch(() => show("offline", "", true)));
const camera = area.querySelector("[data-camera]");
if ("BarcodeDetector" in window) {
  camera.hidden = false;
  camera.addEventListener("click", watchCamera);
}
showState();
keepSending(makeSending(QUEUE, send));
keepPage({ isOwn: true });
