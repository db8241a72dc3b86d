/* Moves sessions on the grid, by dragging or by keyboard. The page's forms do the same without this file. */
const area = document.querySelector("[data-schedule]");
const form = area.querySelector("[data-move]");
const told = area.querySelector("[data-told]");
const rtl = document.documentElement.dir === "rtl";
let picked = null;
let over = null;

function send(session, cell) {
  form.elements.session.value = session;
  form.elements.begins_at.value = cell.dataset.begins;
  form.elements.room.value = cell.dataset.room;
  sessionStorage.setItem("schedule-focus", session);
  form.submit();
}

function mark(cell) {
  over?.classList.remove("over");
  over = cell;
  over?.classList.add("over");
}

function say(word, detail = "") {
  told.textContent = `${told.dataset[word]} ${detail}`.trim();
}

function pick(slot) {
  picked = slot;
  slot.setAttribute("aria-pressed", "true");
  mark(slot.closest("[data-cell]"));
  say("picked", slot.innerText);
}

function leave() {
  picked?.setAttribute("aria-pressed", "false");
  picked = null;
  mark(null);
  say("left");
}

/* The grid is a table; what is not scheduled stands as one row above it. */
function step(cell, rows, columns) {
  const lines = [...area.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-cell]")]);
  const line = lines.findIndex((cells) => cells.includes(cell));
  if (line < 0) return rows > 0 ? lines[0][0] : cell;
  const target = line + rows;
  if (target < 0) return area.querySelector(".unscheduled");
  const column = lines[line].indexOf(cell) + columns;
  return lines[target]?.[Math.min(Math.max(column, 0), lines[target].length - 1)] ?? cell;
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, rtl ? 1 : -1], ArrowRight: [0, rtl ? -1 : 1] };

area.addEventListener("keydown", (event) => {
  const slot = event.target.closest("[data-session]");
  if (!slot) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (!picked) pick(slot);
    else if (over === picked.closest("[data-cell]")) leave();
    else send(picked.dataset.session, over);
  } else if (picked && event.key === "Escape") leave();
  else if (picked && MOVES[event.key]) {
    event.preventDefault();
    mark(step(over, ...MOVES[event.key]));
    over.scrollIntoView({ block: "nearest", inline: "nearest" });
    say("over", over.dataset.begins.replace("T", " "));
  }
});

area.addEventListener("dragstart", (event) => {
  const slot = event.target.closest("[data-session]");
  if (slot) event.dataTransfer.setData("text/plain", slot.dataset.session);
});

area.addEventListener("dragover", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (!cell) return;
  event.preventDefault();
  mark(cell);
});

area.addEventListener("drop", (event) => {
  const cell = event.target.closest("[data-cell]");
  const session = event.dataTransfer.getData("text/plain");
  if (!cell || !session) return;
  event.preventDefault();
  send(session, cell);
});

area.addEventListener("dragend", () => mark(null));

const kept = sessionStorage.getItem("schedule-focus");
if (kept) {
  area.querySelector(`[data-session="${CSS.escape(kept)}"]`)?.focus();
  sessionStorage.removeItem("schedule-focus");
}
