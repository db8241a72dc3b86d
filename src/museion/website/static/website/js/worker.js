/* Keeps pages that are needed where there is no line: forms in the field, the door of a meeting, a round through the stores.
   A page asks for it (offline/keep.js); all others pass by this worker. Raise the number when what is kept changes its form. */
const OPEN = "museion-open-1";
const OWN = "museion-own-1";
const NO_LINE = "/offline";
const NO_LINE_PARTS = ["/static/website/css/response-report.css", "/static/website/js/offline/list.js"];
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(OPEN).then((shelf) => shelf.addAll([NO_LINE, ...NO_LINE_PARTS])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(dropOldShelves().then(() => self.clients.claim())));

async function dropOldShelves() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("museion-") && name !== OPEN && name !== OWN);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/* Pages are kept by their path: whatever the language or filter, one page has one copy. */
async function find(path) {
  for (const name of [OPEN, OWN]) {
    const shelf = await caches.open(name);
    const saved = await shelf.match(path, { ignoreVary: true });
    if (saved) return { shelf, saved };
  }
  return null;
}

async function keep(shelf, path, response) {
  if (response.ok && !response.redirected) await shelf.put(path, response);
}

/* The line first, so that a new page replaces the kept one; the kept one where the line is silent or the site is down. */
async function answer(event, path) {
  const held = await find(path);
  const fresh = fetch(event.request);
  if (!held) return event.request.mode === "navigate" ? fresh.catch(async () => (await find(NO_LINE)).saved) : fresh;
  const kept = fresh.then(async (response) => {
    if (response.status >= 500) return held.saved;
    await keep(held.shelf, path, response.clone());
    return response;
  }).catch(() => held.saved);
  event.waitUntil(kept);
  return Promise.race([kept, new Promise((resolve) => setTimeout(() => resolve(held.saved.clone()), PATIENCE_MS))]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === "/sign-out") event.waitUntil(caches.delete(OWN));
  if (request.method === "GET" && pathname.startsWith("/pictures/")) {
    event.respondWith(find(pathname).then((held) => held?.saved ?? fetch(request)));
    return;
  }
  const isKeepable = request.mode === "navigate" || pathname.startsWith("/static/");
  if (request.method === "GET" && isKeepable) event.respondWith(answer(event, pathname));
});

self.addEventListener("message", (event) => {
  const { page, parts, pictures, isOwn } = event.data;
  event.waitUntil(keepPage(page, parts, pictures, isOwn).then((isKept) => event.ports[0].postMessage(isKept)));
});

async function keepPage(page, parts, pictures, isOwn) {
  const [pages, open] = await Promise.all([caches.open(isOwn ? OWN : OPEN), caches.open(OPEN)]);
  const bring = async (shelf, path) => keep(shelf, path, await fetch(path));
  // What a picture shows never changes under its name.
  const bringOnce = async (path) => { if (!await pages.match(path)) await bring(pages, path); };
  try {
    await Promise.all([bring(pages, page), ...parts.map((path) => bring(open, path))]);
    await Promise.all(pictures.map(bringOnce));
  } catch {
    // Without a line what was kept before stays.
  }
  return Boolean(await find(page));
}
