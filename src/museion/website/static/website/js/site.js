/* Comforts for who has scripts: every page works without this file. */
const root = document.documentElement;
root.classList.add("has-script");

function turnTheme() {
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `museion_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
}

async function copyText(button) {
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  await navigator.clipboard.writeText(text);
  const said = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = said; }, 2000);
}

/* Shows another photograph on the stage; without scripts the thumbnail's link opens the picture. */
function showPhotograph(link) {
  const viewer = link.closest("[data-viewer]");
  const image = viewer.querySelector(".stage img");
  image.removeAttribute("srcset");
  image.src = link.dataset.large;
  image.alt = link.querySelector("img").alt;
  viewer.querySelector(".stage").href = link.href;
  viewer.querySelector("figcaption").textContent = link.dataset.caption;
  viewer.querySelectorAll(".thumbs a").forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-theme-toggle], [data-copy], .thumbs a");
  if (!target) return;
  if (target.matches("[data-theme-toggle]")) turnTheme();
  else if (target.matches("[data-copy]")) copyText(target);
  else if (!event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    showPhotograph(target);
  }
});

/* "/" goes to the search box, as readers of catalogues expect. */
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  event.preventDefault();
  box.focus();
});

/* An open menu closes when one looks elsewhere. */
function closeMenus(but) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) if (menu !== but) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("[data-menu]")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/* Tables whose rows become blocks on a telephone: each cell learns what it is headed by. */
function nameCells(scope) {
  for (const table of scope.querySelectorAll("table.stack")) {
    const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      for (const cell of row.cells) if (cell.tagName === "TD" && cell.textContent.trim()) cell.dataset.heading = headings[cell.cellIndex];
    }
  }
}

nameCells(document);
document.addEventListener("htmx:afterSwap", () => nameCells(document));

/* What is folded belongs on paper too. */
function unfold(isOpen) {
  for (const fold of document.querySelectorAll(isOpen ? "details.fold:not([open])" : "details[data-unfolded]")) {
    fold.toggleAttribute("data-unfolded", isOpen);
    fold.open = isOpen;
  }
}

addEventListener("beforeprint", () => unfold(true));
addEventListener("afterprint", () => unfold(false));
