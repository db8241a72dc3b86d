/* Which pages this device has, for who has no line. */
const list = document.querySelector("[data-kept]");

async function readTitle(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("h1")?.textContent.trim() || page.title;
}

async function listPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("museion-"));
  for (const name of names) {
    const shelf = await caches.open(name);
    for (const { url } of await shelf.keys()) {
      const { pathname } = new URL(url);
      if (/^\/(static|pictures)\//.test(pathname) || pathname === "/offline") continue;
      const link = Object.assign(document.createElement("a"), { href: pathname });
      link.textContent = await readTitle(await shelf.match(pathname, { ignoreVary: true }));
      const entry = document.createElement("li");
      entry.append(link);
      list.append(entry);
    }
  }
}

if (list) listPages();
