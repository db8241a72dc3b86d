/* What was written without a line waits in the browser's database, photos too, until the site has taken it. */

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("museion-waiting", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "token" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function withStore(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("waiting", mode);
      const asked = work(transaction.objectStore("waiting"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export function makeToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Each entry has a `token` that the site knows it by, and the `path` of the form that it belongs to. */
export const put = (entry) => withStore("readwrite", (store) => store.put(entry));
export async function remove(token) {
  await withStore("readwrite", (store) => store.delete(token));
  useStrokes((strokes) => strokes.removeItem(token));
}
export const list = async (path) => (await withStore("readonly", (store) => store.getAll())).filter((entry) => entry.path === path);

/* The last strokes are kept at once: the database hears of them a moment later, for which a page that goes does not wait. */
export const keepStrokes = (entry) => useStrokes((strokes) => strokes.setItem(entry.token, JSON.stringify(entry.fields)));
export const readFields = (entry) => JSON.parse(useStrokes((strokes) => strokes.getItem(entry.token)) ?? "null") ?? entry.fields ?? [];

function useStrokes(work) {
  try {
    return work(sessionStorage);
  } catch {
    return null; // full, or shut by its owner
  }
}

export const PASS = "csrfmiddlewaretoken";

/* The pass of a form that was kept for days is no longer good: the page as it is now has a new one, for who is still signed in. */
export async function fetchPass(path) {
  const response = await fetch(path, { cache: "no-store" });
  if (response.status === 403 || response.status === 404 || response.redirected) return "";
  if (!response.ok) throw new Error(`status ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector(`[name=${PASS}]`)?.value ?? "";
}
