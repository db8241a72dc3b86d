{% load static %}/* Keeps the report form in the browser, so that it opens without a line. */
const SHELF = "report-1";
const PAGE = "/incidents/report";
const PARTS = [PAGE, "{% static 'website/css/response-report.css' %}", "{% static 'website/js/report-offline.js' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* The line first, so that a new form replaces the saved one; what is saved where there is none. */
async function answer(request, name) {
  const shelf = await caches.open(SHELF);
  try {
    const response = await fetch(request);
    if (response.ok) await shelf.put(name, response.clone());
    return response;
  } catch (error) {
    const saved = await shelf.match(name);
    if (saved) return saved;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && PARTS.includes(path)) event.respondWith(answer(event.request, path));
});
