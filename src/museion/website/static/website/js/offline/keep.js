/* Keeps the page that loads it, with all it has loaded, so that it opens again without a line.
   `isOwn`: it shows what only the person signed in may see, and goes when they sign out. `pictures`: addresses that it will need. */

function listParts() {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const parts = loaded.filter((address) => address.origin === location.origin && address.pathname.startsWith("/static/"));
  return [...new Set(parts.map((address) => address.pathname))];
}

/* True when the page is on this device; false where the browser keeps nothing. */
export async function keepPage({ isOwn = false, pictures = [] } = {}) {
  if (!("serviceWorker" in navigator)) return false;
  await navigator.serviceWorker.register("/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  const channel = new MessageChannel();
  const told = new Promise((resolve) => { channel.port1.onmessage = (event) => resolve(event.data); });
  active.postMessage({ page: location.pathname, parts: listParts(), pictures, isOwn }, [channel.port2]);
  return told;
}
