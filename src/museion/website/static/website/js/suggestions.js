/* The list under the search box: arrow keys walk through its links, Escape and leaving close it. */
const box = document.querySelector("[data-search-box]");
const list = document.getElementById("suggestions");

function show(isOpen) {
  list.hidden = !isOpen;
  box.setAttribute("aria-expanded", String(isOpen));
}

function step(event) {
  const links = [...list.querySelectorAll("a")];
  const here = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? here + 1 : here - 1;
  if (!links.length || next >= links.length) return;
  event.preventDefault();
  (next < 0 ? box : links[next]).focus();
}

if (box && list) {
  const area = box.closest(".box");
  list.addEventListener("htmx:afterSwap", () => show(list.childElementCount > 0));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === list) show(list.childElementCount > 0);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      box.focus();
      show(false);
    }
  });
  area.addEventListener("focusout", (event) => {
    if (!area.contains(event.relatedTarget)) show(false);
  });
  box.addEventListener("focus", () => show(list.childElementCount > 0));
  box.form.addEventListener("submit", () => show(false));
}
