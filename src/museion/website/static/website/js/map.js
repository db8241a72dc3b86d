/* Dragging, pinching and Ctrl + wheel move the map of a search; a button then searches what is in view.
   The same steps stand as links beside it, for whoever cannot drag. */
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;
const SCALE = 1000 / (2 * 2.7066297);
const CLOSEST = 2;

function ordinate(theta) {
  const square = theta * theta;
  return theta * (A1 + A2 * square + square ** 3 * (A3 + A4 * square));
}

function slope(theta) {
  const square = theta * theta;
  return A1 + 3 * A2 * square + square ** 3 * (7 * A3 + 9 * A4 * square);
}

/* The sheet of map/projection.py read backwards: Newton's method on the Equal Earth ordinate. */
function locate(x, y) {
  const wanted = ordinate(Math.asin(M * Math.sin((83.7 * Math.PI) / 180))) - y / SCALE;
  let theta = wanted;
  for (let step = 0; step < 12; step += 1) theta -= (ordinate(theta) - wanted) / slope(theta);
  const latitude = Math.asin(Math.max(-1, Math.min(1, Math.sin(theta) / M)));
  const longitude = (M * ((x - 500) / SCALE) * slope(theta)) / Math.cos(theta);
  return [(latitude * 180) / Math.PI, (longitude * 180) / Math.PI];
}

function readView(svg) {
  return svg.getAttribute("viewBox").split(" ").map(Number);
}

/* Dots and letters keep their size on the screen. */
function rescale(svg, wide) {
  svg.dataset.first ||= readView(svg)[2];
  const change = (element, name, ratio) => {
    const kept = `data-${name}`;
    if (!element.hasAttribute(kept)) element.setAttribute(kept, element.getAttribute(name));
    element.setAttribute(name, element.getAttribute(kept) * ratio);
  };
  const ratio = wide / svg.dataset.first;
  svg.querySelectorAll(".dot").forEach((dot) => change(dot, "r", ratio));
  svg.querySelectorAll("g[font-size]").forEach((group) => change(group, "font-size", ratio));
}

function setView(svg, x, y, width) {
  const [, , whole, high] = svg.dataset.whole.split(" ").map(Number);
  const wide = Math.max(CLOSEST, Math.min(width, whole));
  const tall = (wide * high) / whole;
  const left = Math.max(0, Math.min(x, whole - wide));
  const top = Math.max(0, Math.min(y, high - tall));
  rescale(svg, wide);
  svg.setAttribute("viewBox", [left, top, wide, tall].map((value) => value.toFixed(3)).join(" "));
  svg.closest("[data-map]").querySelector("[data-map-search]").hidden = false;
}

function zoomAt(svg, factor, clientX, clientY) {
  const [x, y, width, height] = readView(svg);
  const sheet = svg.getBoundingClientRect();
  const [across, down] = [(clientX - sheet.left) / sheet.width, (clientY - sheet.top) / sheet.height];
  setView(svg, x + across * width * (1 - factor), y + down * height * (1 - factor), width * factor);
}

/* A view is no box of degrees: its meridians lean. The row in the middle says how far it reaches. */
function describeArea(svg) {
  const [x, y, width, height] = readView(svg);
  const clip = (value) => Math.max(-180, Math.min(180, value)).toFixed(3);
  const [west, east] = [x, x + width].map((end) => clip(locate(end, y + height / 2)[1]));
  const [south, north] = [y + height, y].map((end) => locate(x + width / 2, end)[0].toFixed(3));
  return [south, west, north, east].join(",");
}

const fingers = new Map();
let held = null;
let hasMoved = false;

function findSheet(event) {
  return event.target.closest?.("[data-map] svg");
}

function begin(event) {
  const svg = findSheet(event);
  if (!svg || event.button > 0) return;
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
  held = svg;
  hasMoved = false;
}

function measurePinch() {
  const [one, other] = [...fingers.values()];
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

function move(event) {
  if (!held || !fingers.has(event.pointerId)) return;
  const [fromX, fromY] = fingers.get(event.pointerId);
  const before = fingers.size > 1 ? measurePinch() : 0;
  if (!hasMoved && Math.hypot(event.clientX - fromX, event.clientY - fromY) < 4) return;
  hasMoved = true;
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
  if (before) {
    zoomAt(held, before / Math.max(1, measurePinch()), event.clientX, event.clientY);
    return;
  }
  const [x, y, width] = readView(held);
  const perPixel = width / held.getBoundingClientRect().width;
  setView(held, x - (event.clientX - fromX) * perPixel, y - (event.clientY - fromY) * perPixel, width);
}

function end(event) {
  fingers.delete(event.pointerId);
  if (!fingers.size) held = null;
}

document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", end);
document.addEventListener("dragstart", (event) => findSheet(event) && event.preventDefault());
document.addEventListener(
  "click",
  (event) => {
    if (hasMoved && findSheet(event)) event.preventDefault();
    const button = event.target.closest?.("[data-map-search]");
    if (!button) return;
    const address = new URL(button.href);
    address.searchParams.set("area", describeArea(button.closest("[data-map]").querySelector("svg")));
    button.href = address.href;
  },
  true,
);
document.addEventListener(
  "wheel",
  (event) => {
    const svg = findSheet(event);
    if (!svg || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
      zoomAt(svg, event.deltaY > 0 ? 1.25 : 0.8, event.clientX, event.clientY);
  },
  { passive: false },
);
